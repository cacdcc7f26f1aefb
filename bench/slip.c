/*
 * slip.c - how long a slip of one page takes, warm: drawn, made to last, its
 * bytes in memory. No part of the program.
 *
 *     bench_slip SECONDS
 *         Prints milliseconds a slip, of wall and of CPU time.
 */
#include "base/prelude.h"

#include <time.h>

#include "base/check.h"
#include "base/instant.h"
#include "base/num.h"

#include "domain/slip/receipt.h"

#define WARM_UP 5

static const struct receipt_paper papers[] = {
    {S_INIT("Giấy đề nghị đăng ký hộ kinh doanh"), 0, 0, 1},
    {S_INIT("Giấy tờ pháp lý của chủ hộ kinh doanh"), 0, 1, 1},
    {S_INIT("Biên bản họp thành viên hộ gia đình"), 1, 0, 0},
};

static struct receipt a_receipt(void)
{
    struct receipt r = {
        .authority = S("Ủy ban nhân dân\nthành phố Long Xuyên"),
        .point = S("Bộ phận Tiếp nhận\nvà Trả kết quả"),
        .place = S("Long Xuyên"),
        .code = S("H01.21-260428-0037"),
        .applicant = S("Trần Thị Ngọc Điệp"),
        .address = S("24/6 Lý Thái Tổ, phường Mỹ Bình, thành phố Long Xuyên"),
        .phone = S("0900 000 123"),
        .email = S("ngocdiep@vi-du.vn"),
        .procedure_name = S("Đăng ký thành lập hộ kinh doanh"),
        .procedure_code = S("1.001612"),
        .paper = papers,
        .paper_count = COUNT_OF(papers),
        .limit = {LIMIT_WORKING_DAY, 3},
        .due_reason = S("Đếm từ ngày 29/4. Không tính ngày nghỉ 30/4, 01/5."),
        .delivery = S("quầy tiếp nhận và bản điện tử trong tài khoản"),
        .fee = S("100.000 đ"),
        .volume = 1,
        .entry = 1842,
        .filed_online = true,
        .officer = S("Huỳnh Thị Mỹ Duyên"),
        .lookup = S("vi-du.gov.vn/tra-cuu"),
        .qr = S("https://vi-du.gov.vn/tra-cuu?ma=H01.21-260428-0037"
                "#H01.21-260428-0037|1.001612|089300000001|Mau 01|vi-du.gov.vn"
                "|2026-04-28T14:05:00+07:00|2026-05-05T17:00:00+07:00"),
    };

    check(instant_parse_iso(S("2026-04-28T14:05"), &r.accepted_at));
    check(instant_parse_iso(S("2026-05-05T17:00"), &r.due_at));
    return r;
}

static void make(struct arena *a, struct receipt *r)
{
    struct errbox box;
    struct str pdf;

    r->number++;
    check(receipt_pdf(a, r, &pdf, &box) == ERR_OK);
    arena_reset(a);
}

static double cpu_ms(void)
{
    return (double)clock() * 1000 / CLOCKS_PER_SEC;
}

int main(int argc, char **argv)
{
    struct arena *a = arena_new(ARENA_REQUEST_BYTES_MAX);
    struct receipt r = a_receipt();
    int64_t seconds;
    int64_t began;
    double cpu;
    int count = 0;

    if (argc != 2 || !num_parse(str_c(argv[1]), 1, 600, &seconds)) {
        fputs("usage: bench_slip SECONDS\n", stderr);
        return 2;
    }
    for (int i = 0; i < WARM_UP; i++)
        make(a, &r);
    began = monotonic_us();
    cpu = cpu_ms();
    for (; monotonic_us() - began < seconds * SECOND_US; count++)
        make(a, &r);
    printf("%.2f %.2f\n", (double)(monotonic_us() - began) / 1000 / count,
           (cpu_ms() - cpu) / count);
    arena_free(a);
    return 0;
}
