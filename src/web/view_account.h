/*
 * view_account.h - opening an account, signing in, what is wrong with it.
 * Fields are posted as named below; a password is never shown again.
 */
#ifndef WEB_VIEW_ACCOUNT_H
#define WEB_VIEW_ACCOUNT_H

#include "base/prelude.h"
#include "base/str.h"

#include "web/out.h"
#include "web/view_form.h"
#include "web/view_parts.h"

/* "/dang-ky", post to itself */
struct register_view {
    struct str csrf, key;
    struct str next; /* where to go after; posted as "tiep"      */
    struct errors_view errors;
    /* ho_ten, ngay_sinh (day, month, year), gioi_tinh, so_dinh_danh,
     * dien_thoai, thu: by the caller, in this order */
    const struct field_view *field;
    size_t count;
    struct str password_error; /* "mat_khau"      */
    unsigned password_letters_min;
    struct str terms_error; /* "dong_y"        */
};
void tpl_register(struct out *o, const struct register_view *v);

/* "/dang-nhap", post to itself: "ten" and "mat_khau" */
struct login_view {
    struct str csrf;
    struct str next;  /* posted as "tiep" */
    struct str name;  /* as typed: a phone, or a staff name */
    struct str error; /* "… chưa đúng. Còn 3 lần thử." */
    struct str reason; /* why one was sent here: "Đăng nhập để nộp hồ sơ" */
    bool is_demo;
};
void tpl_login(struct out *o, const struct login_view *v);

/* A locked account: until when, whom to call. */
struct locked_view {
    struct str until; /* "14:35" */
    unsigned tries;
    struct str phone, phone_link;
};
void tpl_locked(struct out *o, const struct locked_view *v);

/* "/tai-khoan": what the portal knows of this person, and the password. */
struct account_view {
    struct str csrf;
    struct facts_view facts;
    struct note_view note; /* "Đã đổi mật khẩu" */
    struct errors_view errors;
    bool is_citizen;                 /* may correct the facts */
    struct str old_error, new_error; /* "mat_khau_cu", "mat_khau" */
    unsigned password_letters_min;
};
void tpl_account(struct out *o, const struct account_view *v);

/* "/tai-khoan/thong-tin": correcting it, post to itself. */
struct profile_view {
    struct str csrf;
    struct errors_view errors;
    const struct field_view *field; /* as in register_view */
    size_t count;
};
void tpl_profile(struct out *o, const struct profile_view *v);

#endif
