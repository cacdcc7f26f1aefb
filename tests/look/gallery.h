/*
 * gallery.h - every page with invented, realistic data: what script/look
 * photographs. No database and no requests: views filled by hand, the longest
 * names too, empty, full and with errors.
 */
#ifndef LOOK_GALLERY_H
#define LOOK_GALLERY_H

#include "base/arena.h"
#include "base/prelude.h"

#include "web/out.h"
#include "web/view_layout.h"
#include "web/view_parts.h"

struct page {
    const char *name; /* of the file, without ".vi.html" */
    enum { FOR_CITIZENS, FOR_OFFICERS, ON_A_WALL, BARE } frame;
    void (*write)(struct out *o, struct arena *a);
    /* of the frame */
    struct str title;
    int nav;
    bool is_signed_in, is_wide, is_edge, has_errors;
};

extern const struct page public_pages[];
extern const size_t public_page_count;
extern const struct page own_pages[];
extern const size_t own_page_count;
extern const struct page form_pages[];
extern const size_t form_page_count;
extern const struct page office_pages[];
extern const size_t office_page_count;

/* The days of a dossier with holidays in between. */
extern const struct days_view gallery_days;

/* An address that leads nowhere, for links. */
struct url to(struct arena *a, const char *path);

#endif
