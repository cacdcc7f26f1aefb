#include "base/prelude.h"

#include <setjmp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/check.h"

#include "unit/pdf_tools.h"

#define SAID_BYTES_MAX ((size_t)8 << 20)

/* The command with the file's name in place of each "%s". */
static struct str filled_in(struct arena *a, const char *command,
                            const char *name)
{
    struct buf b = buf_new(a, 4096);

    for (; *command; command++) {
        if (command[0] == '%' && command[1] == 's') {
            buf_add_c(&b, name);
            command++;
        } else {
            buf_add_char(&b, *command);
        }
    }
    return buf_str(&b);
}

struct str pdf_tool(struct arena *a, const char *command, struct str pdf,
                    int status)
{
    char name[] = "/tmp/motcua-pdf-XXXXXX";
    struct buf said = buf_new(a, SAID_BYTES_MAX);
    int fd = mkstemp(name);
    FILE *pipe;
    int end;
    int c;

    check(fd >= 0);
    check(write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
    close(fd);
    pipe = popen(filled_in(a, command, name).p, "r");
    check(pipe != NULL);
    while ((c = fgetc(pipe)) != EOF)
        buf_add_char(&said, (char)c);
    end = pclose(pipe);
    unlink(name);
    if (!WIFEXITED(end) || WEXITSTATUS(end) != status)
        fail_msg("%s: ended with %d: %s", command, end, buf_str(&said).p);
    return buf_str(&said);
}

struct str one_spaced(struct arena *a, struct str text)
{
    struct buf b = buf_new(a, SAID_BYTES_MAX);
    bool blank = false;

    for (size_t i = 0; i < text.n; i++) {
        bool is_blank = strchr(" \n\t\f", text.p[i]) != NULL;

        if (blank && !is_blank && b.n)
            buf_add_char(&b, ' ');
        if (!is_blank)
            buf_add_char(&b, text.p[i]);
        blank = is_blank;
    }
    return buf_str(&b);
}

struct str pdf_words(struct arena *a, struct str pdf)
{
    return one_spaced(a, pdf_tool(a, "pdftotext -raw %s -", pdf, 0));
}

struct str pdf_words_on(struct arena *a, struct str pdf, int page)
{
    struct str command =
        arena_printf(a, "pdftotext -raw -f %d -l %d %%s -", page, page);

    return one_spaced(a, pdf_tool(a, command.p, pdf, 0));
}

void expect_words(struct arena *a, struct str text, const char *const *words,
                  size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_find(text, one_spaced(a, str_c(words[i]))) == text.n)
            fail_msg("not on the paper: %s\n%.*s", words[i], STR_ARG(text));
}

int pdf_save(const char *path, struct str pdf)
{
    FILE *f = fopen(path, "wb");

    if (!f)
        return 1;
    fwrite(pdf.p, 1, pdf.n, f);
    return fclose(f);
}
