#include "base/prelude.h"

#include <qpdf/qpdf-c.h>

#include "base/buf.h"

#include "doc/pdfa.h"
#include "doc/srgb.h"

#define XMP_BYTES_MAX 8192
#define PRODUCER      "motcua"

static const char xmp_packet[] =
#include "doc/xmp.def"
    ;

struct pass {
    struct arena *arena;
    const struct pdfa *about;
    qpdf_data qpdf;
};

static void give_back(void *user)
{
    struct pass *p = user;

    qpdf_cleanup(&p->qpdf);
}

static enum err complain(struct pass *p, struct errbox *box)
{
    qpdf_error e = qpdf_get_error(p->qpdf);

    return RAISE(box, ERR_INTERNAL, "qpdf: %s",
                 qpdf_get_error_full_text(p->qpdf, e));
}

static struct str xml_text(struct arena *a, struct str s)
{
    struct buf b = buf_new(a, XMP_BYTES_MAX);

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '<')
            buf_add_c(&b, "&lt;");
        else if (s.p[i] == '&')
            buf_add_c(&b, "&amp;");
        else
            buf_add_char(&b, s.p[i]);
    }
    return buf_str(&b);
}

/* "D:20260428140500+07'00'": ISO 32000-1 7.9.4. */
static struct str pdf_date(struct arena *a, struct instant t)
{
    struct civil c = day_civil(instant_day(t));
    int minute = instant_minute_of_day(t);

    return arena_printf(a, "D:%04d%02d%02d%02d%02d%02d+07'00'", c.year, c.month,
                        c.day, minute / 60, minute % 60,
                        (int)(t.us / SECOND_US % 60));
}

static void set(struct pass *p, qpdf_oh object, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(p->qpdf, object, key, value);
}

/* It says what the XMP packet says, and nothing else. */
static void set_info(struct pass *p)
{
    qpdf_data q = p->qpdf;
    qpdf_oh info = qpdf_oh_new_dictionary(q);
    const char *date = pdf_date(p->arena, p->about->made).p;

    set(p, info, "/Title",
        qpdf_oh_new_unicode_string(q, arena_cstr(p->arena, p->about->title)));
    set(p, info, "/Producer", qpdf_oh_new_string(q, PRODUCER));
    set(p, info, "/CreationDate", qpdf_oh_new_string(q, date));
    set(p, info, "/ModDate", qpdf_oh_new_string(q, date));
    set(p, qpdf_get_trailer(q), "/Info", qpdf_make_indirect_object(q, info));
}

static qpdf_oh new_stream(struct pass *p, struct str bytes)
{
    qpdf_data q = p->qpdf;
    qpdf_oh stream = qpdf_oh_new_stream(q);

    qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)bytes.p,
                                bytes.n, qpdf_oh_new_null(q),
                                qpdf_oh_new_null(q));
    return stream;
}

static qpdf_oh metadata(struct pass *p)
{
    struct buf packet = buf_new(p->arena, XMP_BYTES_MAX);
    const char *date = instant_iso(p->arena, p->about->made).p;
    qpdf_oh stream;
    qpdf_oh dictionary;

    buf_printf(&packet, xmp_packet, xml_text(p->arena, p->about->title).p, date,
               date, PRODUCER);
    stream = new_stream(p, buf_str(&packet));
    dictionary = qpdf_oh_get_dict(p->qpdf, stream);
    set(p, dictionary, "/Type", qpdf_oh_new_name(p->qpdf, "/Metadata"));
    set(p, dictionary, "/Subtype", qpdf_oh_new_name(p->qpdf, "/XML"));
    return stream;
}

static qpdf_oh output_intents(struct pass *p)
{
    qpdf_oh list =
        qpdf_oh_parse(p->qpdf, "[ << /Type /OutputIntent /S /GTS_PDFA1"
                               " /OutputConditionIdentifier (sRGB IEC61966-2.1)"
                               " /Info (sRGB IEC61966-2.1) >> ]");
    qpdf_oh profile = new_stream(p, srgb_profile(p->arena));

    set(p, qpdf_oh_get_dict(p->qpdf, profile), "/N",
        qpdf_oh_new_integer(p->qpdf, 3));
    set(p, qpdf_oh_get_array_item(p->qpdf, list, 0), "/DestOutputProfile",
        profile);
    return list;
}

static void set_catalog(struct pass *p)
{
    qpdf_data q = p->qpdf;
    qpdf_oh root = qpdf_get_root(q);

    set(p, root, "/Lang", qpdf_oh_new_string(q, "vi"));
    set(p, root, "/ViewerPreferences",
        qpdf_oh_parse(q, "<< /DisplayDocTitle true >>"));
    set(p, root, "/Metadata", metadata(p));
    set(p, root, "/OutputIntents", output_intents(p));
}

static bool is_named(struct pass *p, qpdf_oh object, const char *key,
                     const char *name)
{
    return qpdf_oh_is_name_and_equals(
        p->qpdf, qpdf_oh_get_key_if_dict(p->qpdf, object, key), name);
}

/* What cairo leaves out of its fonts, and the one thing of its pages that
   nothing here needs: no paper of ours is transparent. */
static void mend_objects(struct pass *p)
{
    qpdf_data q = p->qpdf;
    int count = qpdf_oh_get_int_value_as_int(
        q, qpdf_oh_get_key(q, qpdf_get_trailer(q), "/Size"));

    for (int id = 1; id < count; id++) {
        qpdf_oh object = qpdf_get_object_by_id(q, id, 0);

        if (!qpdf_oh_is_dictionary(q, object))
            continue;
        if (is_named(p, object, "/Type", "/Page"))
            qpdf_oh_remove_key(q, object, "/Group");
        if (is_named(p, object, "/Subtype", "/CIDFontType2"))
            set(p, object, "/CIDToGIDMap", qpdf_oh_new_name(q, "/Identity"));
    }
}

/* Plain tables and no object streams, so that a signature can be added
   behind what is there. */
static bool write_out(struct pass *p, struct str *ret)
{
    qpdf_data q = p->qpdf;

    if (qpdf_init_write_memory(q) & QPDF_ERRORS)
        return false;
    qpdf_set_object_stream_mode(q, qpdf_o_disable);
    qpdf_set_stream_data_mode(q, qpdf_s_preserve);
    qpdf_set_newline_before_endstream(q, QPDF_TRUE);
    qpdf_set_deterministic_ID(q, QPDF_TRUE);
    qpdf_force_pdf_version(q, "1.7");
    if (qpdf_write(q) & QPDF_ERRORS)
        return false;
    *ret = arena_str(p->arena, (struct str){(const char *)qpdf_get_buffer(q),
                                            qpdf_get_buffer_length(q)});
    return true;
}

enum err pdfa_make(struct arena *a, struct str drawn, const struct pdfa *about,
                   struct str *ret, struct errbox *box)
{
    struct pass *p = ARENA_NEW(a, struct pass);

    *p = (struct pass){a, about, qpdf_init()};
    arena_defer(a, give_back, p);
    qpdf_silence_errors(p->qpdf);
    qpdf_set_suppress_warnings(p->qpdf, QPDF_TRUE);
    qpdf_set_attempt_recovery(p->qpdf, QPDF_FALSE);
    if (qpdf_read_memory(p->qpdf, "drawn", drawn.p, drawn.n, NULL) &
        QPDF_ERRORS)
        return complain(p, box);
    set_info(p);
    set_catalog(p);
    mend_objects(p);
    if (qpdf_has_error(p->qpdf) || !write_out(p, ret))
        return complain(p, box);
    return ERR_OK;
}
