#define PRELUDE_FOREIGN_HEADER_FIRST
#include "base/prelude.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/banned.h"
#include "base/check.h"
#include "base/io.h"

#include "doc/sheet.h"

#define TITLE_ROW 0
#define UNDER_ROW 1
#define HEAD_ROW  3

struct sheet {
    struct arena *arena;
    const struct sheet_about *about;
    lxw_workbook *book;
    lxw_worksheet *page;
    lxw_format *format[SHEET_INSTANT + 1];
    lxw_format *bold[SHEET_INSTANT + 1];
    int64_t sum[SHEET_COLUMNS_MAX];
    uint32_t row; /* the next */
    int fd;
};

struct mapping {
    void *at;
    size_t bytes;
};

static void give_back(void *user)
{
    struct sheet *s = user;

    if (s->book)
        lxw_workbook_free(s->book);
    close(s->fd);
}

static void unmap(void *user)
{
    struct mapping *m = user;

    munmap(m->at, m->bytes);
}

/* A format of each kind; the last row's are bold. */
static void make_formats(struct sheet *s)
{
    static const char *const numbers[] = {
        [SHEET_TEXT] = "@",
        [SHEET_NUMBER] = "#,##0",
        [SHEET_DONG] = "#,##0 \"₫\"",
        [SHEET_INSTANT] = "dd/mm/yyyy hh:mm",
    };

    for (int kind = SHEET_TEXT; kind <= SHEET_INSTANT; kind++) {
        s->format[kind] = workbook_add_format(s->book);
        s->bold[kind] = workbook_add_format(s->book);
        format_set_num_format(s->format[kind], numbers[kind]);
        format_set_num_format(s->bold[kind], numbers[kind]);
        format_set_align(s->format[kind], LXW_ALIGN_VERTICAL_TOP);
        format_set_bold(s->bold[kind]);
    }
    format_set_text_wrap(s->format[SHEET_TEXT]);
}

static void write_head(struct sheet *s)
{
    const struct sheet_about *about = s->about;
    lxw_format *head = workbook_add_format(s->book);
    lxw_format *plain = workbook_add_format(s->book);

    format_set_bold(head);
    format_set_text_wrap(head);
    format_set_align(head, LXW_ALIGN_CENTER);
    format_set_align(head, LXW_ALIGN_VERTICAL_CENTER);
    format_set_bottom(head, LXW_BORDER_THIN);
    for (size_t i = 0; i < about->count; i++)
        worksheet_set_column(s->page, (lxw_col_t)i, (lxw_col_t)i,
                             about->column[i].width, NULL);
    worksheet_write_string(s->page, TITLE_ROW, 0,
                           arena_cstr(s->arena, about->title),
                           s->bold[SHEET_TEXT]);
    worksheet_write_string(s->page, UNDER_ROW, 0,
                           arena_cstr(s->arena, about->under), plain);
    for (size_t i = 0; i < about->count; i++)
        worksheet_write_string(s->page, HEAD_ROW, (lxw_col_t)i,
                               arena_cstr(s->arena, about->column[i].title),
                               head);
    worksheet_freeze_panes(s->page, HEAD_ROW + 1, 0);
    worksheet_repeat_rows(s->page, HEAD_ROW, HEAD_ROW);
    worksheet_set_landscape(s->page);
    worksheet_set_paper(s->page, 9); /* A4 */
    s->row = HEAD_ROW + 1;
}

enum err sheet_begin(struct arena *a, const struct sheet_about *about,
                     struct sheet **ret, struct errbox *box)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    struct sheet *s = ARENA_NEW(a, struct sheet);
    struct str path;

    check(about->count <= SHEET_COLUMNS_MAX);
    *s = (struct sheet){.arena = a, .about = about};
    s->fd = memfd_create("sheet", MFD_CLOEXEC);
    if (s->fd < 0)
        return io_raise(box, "memfd_create", "sheet");
    arena_defer(a, give_back, s);
    path = arena_printf(a, "/proc/self/fd/%d", s->fd);
    s->book = workbook_new_opt(path.p, &options);
    if (!s->book)
        return RAISE(box, ERR_INTERNAL, "no workbook");
    s->page = workbook_add_worksheet(s->book, arena_cstr(a, about->name));
    if (!s->page)
        return RAISE(box, ERR_INTERNAL, "no worksheet of that name");
    make_formats(s);
    write_head(s);
    *ret = s;
    return ERR_OK;
}

static void write_instant(struct sheet *s, lxw_col_t column, struct instant t)
{
    struct civil c = day_civil(instant_day(t));
    int minute = instant_minute_of_day(t);
    lxw_datetime when = {.year = c.year,
                         .month = c.month,
                         .day = c.day,
                         .hour = minute / 60,
                         .min = minute % 60};

    worksheet_write_datetime(s->page, s->row, column, &when,
                             s->format[SHEET_INSTANT]);
}

static void write_cell(struct sheet *s, size_t i, const struct sheet_cell *c)
{
    const enum sheet_kind kind = s->about->column[i].kind;
    const lxw_col_t column = (lxw_col_t)i;

    switch (kind) {
    case SHEET_TEXT:
        if (!str_empty(c->text)) {
            struct arena_mark mark = arena_mark(s->arena);

            worksheet_write_string(s->page, s->row, column,
                                   arena_cstr(s->arena, c->text),
                                   s->format[kind]);
            arena_release(s->arena, mark);
        }
        return;
    case SHEET_NUMBER:
    case SHEET_DONG:
        if (c->is_there) {
            s->sum[i] += c->number;
            worksheet_write_number(s->page, s->row, column, (double)c->number,
                                   s->format[kind]);
        }
        return;
    case SHEET_INSTANT:
        if (c->is_there)
            write_instant(s, column, c->at);
        return;
    }
    UNREACHABLE();
}

void sheet_row(struct sheet *s, const struct sheet_cell *cell)
{
    for (size_t i = 0; i < s->about->count; i++)
        write_cell(s, i, &cell[i]);
    s->row++;
}

/* A sum knows its value: who only reads the file sees it, too. */
static void write_sums(struct sheet *s)
{
    const uint32_t rows = s->row;

    worksheet_write_string(s->page, rows, 0,
                           arena_cstr(s->arena, s->about->total),
                           s->bold[SHEET_TEXT]);
    for (size_t i = 1; i < s->about->count; i++) {
        const enum sheet_kind kind = s->about->column[i].kind;
        char range[LXW_MAX_CELL_RANGE_LENGTH];

        if (kind != SHEET_NUMBER && kind != SHEET_DONG)
            continue;
        lxw_rowcol_to_range(range, HEAD_ROW + 1, (lxw_col_t)i,
                            rows > HEAD_ROW + 1 ? rows - 1 : rows,
                            (lxw_col_t)i);
        worksheet_write_formula_num(s->page, rows, (lxw_col_t)i,
                                    arena_printf(s->arena, "=SUM(%s)", range).p,
                                    s->bold[kind], (double)s->sum[i]);
    }
}

enum err sheet_end(struct sheet *s, struct str *ret, struct errbox *box)
{
    struct mapping *m = ARENA_NEW(s->arena, struct mapping);
    struct stat stat;
    lxw_error e;

    if (s->row > HEAD_ROW + 1)
        write_sums(s);
    e = workbook_close(s->book);
    s->book = NULL;
    if (e != LXW_NO_ERROR)
        return RAISE(box, ERR_INTERNAL, "xlsx: %s", lxw_strerror(e));
    if (fstat(s->fd, &stat) != 0)
        return io_raise(box, "fstat", "sheet");
    m->bytes = (size_t)stat.st_size;
    m->at = mmap(NULL, m->bytes, PROT_READ, MAP_PRIVATE, s->fd, 0);
    if (m->at == MAP_FAILED)
        return io_raise(box, "mmap", "sheet");
    arena_defer(s->arena, unmap, m);
    *ret = (struct str){m->at, m->bytes};
    return ERR_OK;
}
