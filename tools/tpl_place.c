/* Where in HTML a value may stand. */

#include "base/prelude.h"

#include "tpl.h"

static bool is_in(struct str name, const char *const *list)
{
    for (; *list; list++)
        if (str_eq_c(name, *list))
            return true;
    return false;
}

bool tpl_is_void(struct str element)
{
    static const char *const list[] = {
        "area", "base", "br",    "col",    "embed", "hr",  "img", "input",
        "link", "meta", "param", "source", "track", "wbr", NULL,
    };

    return is_in(element, list);
}

/*
 * Elements that change how the rest is read, run what they hold, or that the
 * content security policy stops anyway.
 */
bool tpl_is_refused(struct str element)
{
    static const char *const list[] = {
        "animate",   "applet",  "base",    "embed",    "frame",  "frameset",
        "iframe",    "listing", "noembed", "noframes", "object", "param",
        "plaintext", "set",     "style",   "xmp",      NULL,
    };

    return is_in(element, list);
}

static bool holds_address(struct str attribute)
{
    static const char *const list[] = {
        "action",  "cite",      "data",       "formaction",
        "href",    "hx-delete", "hx-get",     "hx-patch",
        "hx-post", "hx-put",    "longdesc",   "manifest",
        "poster",  "src",       "xlink:href", NULL,
    };

    return is_in(attribute, list) || str_ends(attribute, S("-url")) ||
           str_ends(attribute, S("-href")) || str_ends(attribute, S("-src"));
}

enum tpl_place tpl_attribute_place(struct str attribute)
{
    static const char *const refused[] = {
        "style", "srcdoc", "http-equiv", "ping", "hx-vars", NULL,
    };
    static const char *const no_value[] = {
        "hx-config",  "hx-headers", "hx-include",  "hx-select", "hx-target",
        "hx-trigger", "hx-vals",    "imagesrcset", "srcset",    NULL,
    };

    if (str_starts(attribute, S("on")) || str_starts(attribute, S("hx-on")) ||
        is_in(attribute, refused))
        return TPL_REFUSED;
    if (is_in(attribute, no_value))
        return TPL_NO_VALUE;
    return holds_address(attribute) ? TPL_URL : TPL_PLAIN;
}

static bool is_remote(struct str head)
{
    struct str host = str_sub(head, strlen("https://"), head.n);

    return str_starts(head, S("https://")) &&
           str_find_char(host, '/', 0) < host.n && host.p[0] != '/';
}

const char *tpl_url_head_fault(struct str head)
{
    char first = head.n ? head.p[0] : '\0';

    if (first == '?' || first == '#' || is_remote(head) ||
        str_starts(head, S("mailto:")) || str_starts(head, S("tel:")))
        return NULL;
    if (first != '/')
        return "an address with a value begins with '/', '?' or '#'";
    if (head.n == 1 || head.p[1] == '/' || head.p[1] == '\\')
        return "a value cannot stand before the first word of the path: "
               "an empty one would lead to another site";
    return NULL;
}

bool tpl_url_is_active(struct str constant)
{
    static const char *const schemes[] = {"javascript:", "data:", "vbscript:"};
    struct str s = str_trim(constant);

    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        size_t n = strlen(schemes[i]);

        if (s.n >= n && strncasecmp(s.p, schemes[i], n) == 0)
            return true;
    }
    return false;
}
