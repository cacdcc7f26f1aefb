#include "base/prelude.h"

#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#include "doc/sniff.h"

#define PDF_BEGIN "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n"
#define PDF_END   "endobj\nstartxref\n9\n%%EOF\n"
#define PNG_BEGIN                                                   \
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0" \
    "\0\x90\x91\x68\x36"
#define JPEG_BEGIN "\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
#define HEIC_BEGIN \
    "\0\0\0\x18"   \
    "ftypheic\0\0\0\0mif1heic"
#define OLE_BEGIN "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#define ELF_BEGIN \
    "\x7f"        \
    "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0>\0\x01\0\0\0"

static struct arena *arena;

static enum sniff_kind sniff_in_pieces(struct str file, size_t piece)
{
    struct sniff *s = sniff_new(arena);
    struct errbox box = {0};
    enum sniff_kind kind = SNIFF_OTHER;

    for (size_t at = 0; at < file.n; at += piece)
        sniff_add(s, str_sub(file, at, at + piece));
    assert_int_equal(sniff_end(s, &box, &kind), ERR_OK);
    return kind;
}

static void expect(struct str file, enum sniff_kind kind)
{
    assert_int_equal(sniff_in_pieces(file, file.n + 1), kind);
    assert_int_equal(sniff_in_pieces(file, 7), kind);
}

/* An entry of a zip archive that is stored, not compressed. */
static void add_entry(char *zip, size_t *n, const char *name, const char *body)
{
    static const char head[] = "PK\x03\x04\x14\0\0\0\0\0\0\0!\0\0\0\0";
    size_t name_n = strlen(name);
    size_t body_n = strlen(body);
    unsigned char *p = (unsigned char *)zip + *n;

    memset(p, 0, 30);
    memcpy(p, head, sizeof head - 1);
    p[18] = p[22] = (unsigned char)body_n;
    p[26] = (unsigned char)name_n;
    memcpy(p + 30, name, name_n);
    memcpy(p + 30 + name_n, body, body_n);
    *n += 30 + name_n + body_n;
}

static struct str office_file(const char *part)
{
    char *zip = arena_alloc(arena, 1024);
    size_t n = 0;

    add_entry(zip, &n, "[Content_Types].xml", "<Types></Types>");
    add_entry(zip, &n, "_rels/.rels", "<Relationships></Relationships>");
    add_entry(zip, &n, part, "<x></x>");
    return (struct str){zip, n};
}

static void pdfs_and_photographs_are_known(void **state)
{
    (void)state;
    expect(S(PDF_BEGIN PDF_END), SNIFF_PDF);
    expect(S(JPEG_BEGIN), SNIFF_JPEG);
    expect(S(PNG_BEGIN), SNIFF_PNG);
}

static void other_files_are_called_what_they_are(void **state)
{
    (void)state;
    expect(office_file("word/document.xml"), SNIFF_WORD);
    expect(office_file("xl/workbook.xml"), SNIFF_SHEET);
    expect(S("{\\rtf1\\ansi hello}"), SNIFF_WORD);
    expect(S(HEIC_BEGIN), SNIFF_HEIC);
    expect(S("GIF89a\x01\0\x01\0\0\0\0;"), SNIFF_PICTURE);
    expect(S(ELF_BEGIN), SNIFF_PROGRAM);
    expect(S("#!/bin/sh\nrm -rf /\n"), SNIFF_PROGRAM);
    expect(S("<!DOCTYPE html><html><script>alert(1)</script></html>"),
           SNIFF_WEB);
    expect(S("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\">"
             "</svg>"),
           SNIFF_WEB);
    expect(S("chỉ là chữ\n"), SNIFF_OTHER);
}

static void an_empty_file_is_empty(void **state)
{
    (void)state;
    expect(S(""), SNIFF_EMPTY);
}

static void a_pdf_behind_a_password_is_told(void **state)
{
    (void)state;
    expect(S(PDF_BEGIN "trailer << /Encrypt 12 0 R >>\n" PDF_END),
           SNIFF_PDF_LOCKED);
    expect(S(PDF_BEGIN "trailer << /Encrypt<</V 4>> >>\n" PDF_END),
           SNIFF_PDF_LOCKED);
    expect(S(PDF_BEGIN "(/Encrypt, /EncryptMetadata true)\n" PDF_END),
           SNIFF_PDF);
}

static void a_pdf_that_was_cut_is_told(void **state)
{
    (void)state;
    expect(S(PDF_BEGIN), SNIFF_PDF_CUT);
    expect(S("%PDF-1.7\n" PDF_END "x"), SNIFF_PDF_CUT);
    expect(S(PDF_BEGIN "startxref\n9\n"), SNIFF_PDF_CUT);
}

static void the_end_is_found_however_long_the_file_is(void **state)
{
    size_t middle = 3 * SNIFF_HEAD_BYTES;
    size_t n = sizeof PDF_BEGIN - 1 + middle + sizeof PDF_END - 1;
    char *file = arena_alloc(arena, n);

    (void)state;
    memset(file, 'x', n);
    memcpy(file, PDF_BEGIN, sizeof PDF_BEGIN - 1);
    memcpy(file + n - (sizeof PDF_END - 1), PDF_END, sizeof PDF_END - 1);
    assert_int_equal(sniff_in_pieces((struct str){file, n}, 65536), SNIFF_PDF);
    assert_int_equal(sniff_in_pieces((struct str){file, n - 40}, 65536),
                     SNIFF_PDF_CUT);
}

static int begin(void **state)
{
    (void)state;
    arena = arena_new((size_t)256 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pdfs_and_photographs_are_known),
        cmocka_unit_test(other_files_are_called_what_they_are),
        cmocka_unit_test(an_empty_file_is_empty),
        cmocka_unit_test(a_pdf_behind_a_password_is_told),
        cmocka_unit_test(a_pdf_that_was_cut_is_told),
        cmocka_unit_test(the_end_is_found_however_long_the_file_is),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
