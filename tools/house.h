/*
 * house.h - the parts of housecheck, which reads src/ and says where it breaks
 * the rules of the house: house_layers.c who includes whom, house_text.c what
 * stands in string literals and who may make safe types, house_size.c how long
 * functions and files are.
 */
#ifndef TOOLS_HOUSE_H
#define TOOLS_HOUSE_H

#include "base/prelude.h"
#include "base/str.h"

#include "tool.h"

#define HOUSE_LAYERS_MAX 100
#define HOUSE_RULES_MAX  100

/* A line of src/LAYERS: "FOLDER FLOOR [STOREY]". */
struct house_layer {
    struct str folder;
    int64_t floor;
    struct str storey;
    size_t order;
};

/* "only HEADER FILE": nobody else includes it. "words FILE": may hold them. */
struct house_rule {
    struct str kind;
    struct str what;
    struct str file;
};

struct house {
    struct arena *arena;
    struct house_layer layer[HOUSE_LAYERS_MAX];
    size_t layer_count;
    struct house_rule rule[HOUSE_RULES_MAX];
    size_t rule_count;
    int faults;
};

/* A source file; `name` is its path below src. */
struct house_file {
    const char *path;
    struct str name;
    struct str text;
};

void house_fault(struct house *h, const struct house_file *f, int line,
                 const char *format, ...) PRINTF_LIKE(4, 5);

void house_read_layers(struct house *h, const char *path);
void house_check_includes(struct house *h, const struct house_file *f);
void house_check_text(struct house *h, const struct house_file *f);
void house_check_size(struct house *h, const struct house_file *f);
/* Medians and extremes of all files, to standard output. */
void house_report_size(void);

bool house_is_c(const struct house_file *f);

#endif
