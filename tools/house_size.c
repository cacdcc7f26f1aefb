/* How long functions and files are. */

#include "base/prelude.h"

#include "house.h"

#define FUNCTION_LINES_MAX 70
#define FILE_LINES_MAX     900
#define SIZES_MAX          100000

struct sizes {
    int lines[SIZES_MAX];
    size_t count;
    int longest;
    const char *where;
};

static struct sizes functions;
static struct sizes files;

static void keep(struct sizes *all, int lines, const char *where)
{
    if (all->count < SIZES_MAX)
        all->lines[all->count++] = lines;
    if (lines > all->longest) {
        all->longest = lines;
        all->where = where;
    }
}

/* A line that cannot belong to the head of a function. */
static bool is_apart(struct str line)
{
    return str_empty(str_trim(line)) || line.p[0] == '#' || line.p[0] == '}' ||
           str_ends(line, S(";")) || str_ends(line, S("*/"));
}

static void check_function(struct house *h, const struct house_file *f,
                           int line, int lines)
{
    keep(&functions, lines, f->path);
    if (lines > FUNCTION_LINES_MAX)
        house_fault(h, f, line, "a function of %d lines; %d are the most",
                    lines, FUNCTION_LINES_MAX);
}

static void check_file(struct house *h, const struct house_file *f, int lines)
{
    keep(&files, lines, f->path);
    if (lines > FILE_LINES_MAX)
        house_fault(h, f, 1, "%d lines; %d are the most", lines,
                    FILE_LINES_MAX);
}

/*
 * clang-format puts the braces of a function, and of nothing else, alone into
 * the first column.
 */
void house_check_size(struct house *h, const struct house_file *f)
{
    struct str rest = f->text;
    struct str line;
    int number = 1;
    int head = 1;
    int start = 0;

    for (; str_next(&rest, '\n', &line); number++) {
        if (str_eq(line, S("{"))) {
            start = head;
        } else if (str_eq(line, S("}")) && start > 0) {
            check_function(h, f, start, number - start + 1);
            start = 0;
        }
        if (is_apart(line))
            head = number + 1;
    }
    check_file(h, f, number - 2);
}

static int by_size(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void report(const char *what, struct sizes *all)
{
    if (all->count == 0)
        return;
    qsort(all->lines, all->count, sizeof *all->lines, by_size);
    printf("%zu %s: median %d lines, p90 %d, longest %d (%s)\n", all->count,
           what, all->lines[all->count / 2], all->lines[all->count * 9 / 10],
           all->longest, all->where);
}

void house_report_size(void)
{
    report("functions", &functions);
    report("files", &files);
}
