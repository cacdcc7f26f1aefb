/*
 * receipt.h - the receipt: Giấy tiếp nhận hồ sơ và hẹn trả kết quả (Mẫu 01).
 *
 * Everything printed on it is frozen as data in the moment of acceptance
 * (receipt_freeze) and drawn from that alone (receipt_pdf), today or in ten
 * years: a changed address or name changes no paper that was handed out. It is
 * printed on A5; papers that do not fit go on to a second page.
 *
 * Source: Decree 61/2018 art. 17.1.c, 17.3; Circular 01/2018/TT-VPCP art. 9.2
 * and annex, form 01; QR code top left: Circular 01/2023/TT-VPCP art. 26.
 */
#ifndef DOMAIN_SLIP_RECEIPT_H
#define DOMAIN_SLIP_RECEIPT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/prelude.h"
#include "base/str.h"

#include "domain/calendar/limit.h"

#define RECEIPT_PAPERS_MAX 60
#define RECEIPT_JSON_MAX   65536

struct receipt_paper {
    struct str name;
    int originals;
    int copies;
    int files; /* electronic */
};

struct receipt {
    struct str authority; /* "Ủy ban nhân dân thành phố Long Xuyên" */
    struct str point; /* "Bộ phận Tiếp nhận và Trả kết quả"     */
    bool is_center;   /* a public administration service centre */
    struct str place; /* "Long Xuyên"                           */
    int64_t number;
    struct str code; /* dossier code */
    struct str applicant;
    struct str address;
    struct str phone;
    struct str email;
    struct str procedure_name;
    struct str procedure_code;
    const struct receipt_paper *paper;
    size_t paper_count;
    struct limit limit;
    struct instant accepted_at;
    struct instant due_at;
    struct str due_reason; /* how the date was counted, one sentence */
    bool provisional;
    struct str delivery;
    struct str fee;
    int volume; /* of the register, one a year */
    int64_t entry;
    bool filed_online;
    struct str officer;
    struct str lookup; /* "dichvucong.example.vn/tra-cuu" */
    struct str qr;     /* address with the minimum data behind '#' */
};

/* The data as canonical JSON, and back. */
struct str receipt_freeze(struct arena *a, const struct receipt *r);
enum err receipt_thaw(struct arena *a, struct str json, struct receipt *ret,
                      struct errbox *box) MUST_CHECK;

/* The paper as PDF bytes in the arena. */
enum err receipt_pdf(struct arena *a, const struct receipt *r, struct str *ret,
                     struct errbox *box) MUST_CHECK;

#endif
