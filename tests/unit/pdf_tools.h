/*
 * pdf_tools.h - asks other programs than ours what stands in a PDF.
 */
#ifndef TESTS_UNIT_PDF_TOOLS_H
#define TESTS_UNIT_PDF_TOOLS_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/str.h"

/*
 * What the command says about the PDF; "%s" in it is where the file is. The
 * command must end with `status`.
 */
struct str pdf_tool(struct arena *a, const char *command, struct str pdf,
                    int status);

/* What pdftotext reads, every run of blanks one space. */
struct str pdf_words(struct arena *a, struct str pdf);
/* The same of one page, the first is 1. */
struct str pdf_words_on(struct arena *a, struct str pdf, int page);
/* Text with every run of blanks one space, none at the ends. */
struct str one_spaced(struct arena *a, struct str text);

/* Fails, and says which, unless all of them are in the text. */
void expect_words(struct arena *a, struct str text, const char *const *words,
                  size_t count);

/* For "test_x FILE.pdf", to look at the paper. */
int pdf_save(const char *path, struct str pdf);

#endif
