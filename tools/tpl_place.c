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

bool tpl_is_plain_name(struct str name)
{
    static const char *const drawn[] = {
        "clipPath",
        "clipPathUnits",
        "gradientTransform",
        "gradientUnits",
        "linearGradient",
        "patternUnits",
        "preserveAspectRatio",
        "radialGradient",
        "viewBox",
        NULL,
    };

    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] >= 'A' && name.p[i] <= 'Z')
            return is_in(name, drawn);
    return true;
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
        "animate",
        "animatemotion",
        "animatetransform",
        "applet",
        "base",
        "embed",
        "foreignobject",
        "frame",
        "frameset",
        "listing",
        "noembed",
        "noframes",
        "object",
        "param",
        "plaintext",
        "set",
        "style",
        "xmp",
        NULL,
    };

    return is_in(element, list);
}

static bool holds_address(struct str attribute)
{
    static const char *const list[] = {
        "action",   "cite",   "data", "formaction", "href", "longdesc",
        "manifest", "poster", "src",  "xlink:href", NULL,
    };

    return is_in(attribute, list) || str_ends(attribute, S("-url")) ||
           str_ends(attribute, S("-href")) || str_ends(attribute, S("-src"));
}

/*
 * htmx reads code and selectors from most of its attributes, so only the
 * addresses take values. A name may go on: hx-get:inherited.
 */
static enum tpl_place htmx_place(struct str name)
{
    static const char *const addresses[] = {
        "hx-action",   "hx-delete", "hx-get",         "hx-patch", "hx-post",
        "hx-push-url", "hx-put",    "hx-replace-url", NULL,
    };

    if (str_starts(name, S("hx-on")) || str_starts(name, S("hx-vars")))
        return TPL_REFUSED;
    name = str_sub(name, 0, str_find_char(name, ':', 0));
    return is_in(name, addresses) ? TPL_URL : TPL_NO_VALUE;
}

enum tpl_place tpl_attribute_place(struct str attribute)
{
    static const char *const refused[] = {
        "http-equiv", "ping", "srcdoc", "style", NULL,
    };
    static const char *const no_value[] = {"imagesrcset", "srcset", NULL};

    if (str_starts(attribute, S("hx-")))
        return htmx_place(attribute);
    if (str_starts(attribute, S("data-hx-")))
        return htmx_place(str_sub(attribute, strlen("data-"), attribute.n));
    if (str_starts(attribute, S("on")) || is_in(attribute, refused))
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
