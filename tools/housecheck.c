/*
 * housecheck - reads the sources and says where they break the house's rules.
 *
 *     housecheck SRC
 *
 * SRC/LAYERS is the law of includes. Exit status 1 when anything is wrong.
 */
#include "base/prelude.h"

#include "house.h"

void house_fault(struct house *h, const struct house_file *f, int line,
                 const char *format, ...)
{
    va_list list;

    fprintf(stderr, "%s:%d: ", f->path, line);
    va_start(list, format);
    vfprintf(stderr, format, list);
    va_end(list);
    fputc('\n', stderr);
    h->faults++;
}

bool house_is_c(const struct house_file *f)
{
    return str_ends(f->name, S(".c"));
}

static void check_files(struct house *h, const char *root, const char *suffix)
{
    struct tool_paths files = tool_list(h->arena, root, suffix);

    for (size_t i = 0; i < files.count; i++) {
        struct house_file f = {
            .path = files.path[i],
            .name = str_c(files.path[i] + strlen(root) + 1),
            .text = tool_read(h->arena, files.path[i]),
        };

        house_check_includes(h, &f);
        house_check_text(h, &f);
        house_check_size(h, &f);
    }
}

int main(int argc, char **argv)
{
    struct house h = {.arena = arena_new(TOOL_ARENA_BYTES_MAX)};

    if (argc != 2) {
        fputs("usage: housecheck SRC\n", stderr);
        return 2;
    }
    house_read_layers(&h, arena_printf(h.arena, "%s/LAYERS", argv[1]).p);
    check_files(&h, argv[1], ".c");
    check_files(&h, argv[1], ".h");
    house_report_size();
    arena_free(h.arena);
    return h.faults ? 1 : 0;
}
