/* greeting.h - what the template of the tests sees. */
#ifndef TESTS_TPL_GREETING_H
#define TESTS_TPL_GREETING_H

#include "web/out.h"

struct greeting_item {
    struct str code;
    struct str title;
    uint16_t page;
    bool is_late;
    bool is_hidden;
    bool is_open;
};

struct greeting {
    struct str name;
    int days_left;
    struct url terms;
    struct str note;
    struct str json;
    const struct greeting_item *items;
    size_t count;
};

void tpl_greeting(struct out *o, const struct greeting *v);

#endif
