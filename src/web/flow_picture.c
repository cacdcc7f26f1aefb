#include "base/prelude.h"

#include "base/buf.h"
#include "base/msg.h"
#include "base/utf8.h"

#include "domain/grant/grant.h"
#include "domain/slip/words.h"

#include "web/flow_picture.h"
#include "web/office_words.h"

/* The field of the drawing, in its own units. */
#define LEFT             46
#define WIDTH            240
#define RIGHT            (LEFT + WIDTH)
#define HEIGHT           46
#define PITCH            74
#define TOP              8
#define LANES            3
#define LANE             12
#define FULL_WIDTH       (RIGHT + LEFT)
#define NAME_MAX_LETTERS 29
#define TIP              5
#define INSET            4
#define WORDS_BYTES      ((size_t)8000)

static int top_of(size_t step)
{
    return TOP + (int)step * PITCH;
}

static struct str shortened(struct arena *a, size_t number, struct str name)
{
    struct str cut = utf8_cut(name, NAME_MAX_LETTERS);

    return arena_printf(a, "%zu. %.*s%s", number, STR_ARG(cut),
                        cut.n < name.n ? "…" : "");
}

static struct str role_text(enum lang lang, enum flow_role role)
{
    enum role r;

    return role_parse(flow_role_name(role), &r)
               ? msg(lang, (enum msg_id)role_words(r))
               : S("");
}

static struct str who_text(struct arena *a, enum lang lang,
                           const struct flow_step *step)
{
    struct str role = role_text(lang, step->role);

    if (!step->has_limit)
        return role;
    return arena_printf(a, "%.*s · %.*s", STR_ARG(role),
                        STR_ARG(limit_words(a, lang, step->limit)));
}

/* Where others are asked: drawn with round ends. */
static bool is_side(const struct flow_step *step)
{
    return step->kind == FLOW_VERIFY || step->kind == FLOW_CONSULT ||
           step->kind == FLOW_INTERLINK;
}

static struct flow_box_view box_of(struct arena *a, enum lang lang,
                                   const struct flow *flow, size_t i,
                                   bool is_faulty)
{
    const struct flow_step *step = &flow->step[i];
    struct str name = step->name.in[lang].p ? step->name.in[lang] : S("?");

    return (struct flow_box_view){
        .x = LEFT,
        .y = top_of(i),
        .width = WIDTH,
        .height = HEIGHT,
        .round = is_side(step) ? HEIGHT / 2 : 6,
        .inner_x = LEFT + INSET,
        .inner_y = top_of(i) + INSET,
        .inner_width = WIDTH - 2 * INSET,
        .inner_height = HEIGHT - 2 * INSET,
        .text_x = LEFT + 12,
        .text_y = top_of(i) + 20,
        .sub_y = top_of(i) + 37,
        .name = shortened(a, i + 1, name),
        .who = who_text(a, lang, step),
        .is_signed = step->kind == FLOW_APPROVE,
        .is_faulty = is_faulty,
    };
}

/* Straight down to the next box. */
static void draw_down(struct arena *a, size_t from, struct flow_line_view *l)
{
    int x = LEFT + WIDTH / 2;
    int y1 = top_of(from) + HEIGHT;
    int y2 = top_of(from + 1);

    l->path = arena_printf(a, "M%d %dV%d", x, y1, y2 - TIP);
    l->tip =
        arena_printf(a, "M%d %dl%d %dh%d z", x, y2, -TIP, -2 * TIP, 2 * TIP);
}

/* Beside the boxes: forward at the right, back at the left. */
static void draw_beside(struct arena *a, size_t from, size_t to, int lane,
                        struct flow_line_view *l)
{
    bool back = to <= from;
    int edge = back ? LEFT : RIGHT;
    int out = back ? LEFT - (lane + 1) * LANE : RIGHT + (lane + 1) * LANE;
    int y1 = top_of(from) + HEIGHT / 2 + (back ? -6 : 8);
    int y2 = top_of(to) + HEIGHT / 2 + (back ? 6 : -8);
    int tip = back ? -TIP : TIP;

    l->path = arena_printf(a, "M%d %dH%dV%dH%d", edge, y1, out, y2, edge + tip);
    l->tip =
        arena_printf(a, "M%d %dl%d %dv%d z", edge, y2, 2 * tip, -TIP, 2 * TIP);
}

/* How many lanes of that side are taken already: lines stay apart. */
struct lanes {
    int right;
    int left;
};

static struct flow_line_view line_of(struct arena *a, size_t from,
                                     const struct flow_way *way,
                                     struct lanes *lanes)
{
    struct flow_line_view l = {
        .is_back = way->to <= from,
        .is_when = way->is_conditional,
    };

    if (way->to == from + 1)
        draw_down(a, from, &l);
    else if (l.is_back)
        draw_beside(a, from, way->to, lanes->left++ % LANES, &l);
    else
        draw_beside(a, from, way->to, lanes->right++ % LANES, &l);
    return l;
}

static struct str way_words(struct arena *a, enum lang lang,
                            const struct flow_way *way)
{
    struct str action = msg(lang, office_action_words(way->action));

    return arena_printf(a, "%.*s → %zu%s%.*s", STR_ARG(action), way->to + 1,
                        way->is_conditional ? " " : "",
                        STR_ARG(way->is_conditional
                                    ? msg(lang, MSG_FLOW_WITH_CONDITION)
                                    : S("")));
}

/* "1. Thẩm định: Trình ký → 2, Xác minh → 3." */
static struct str all_words(struct arena *a, enum lang lang,
                            const struct flow *flow)
{
    struct buf b = buf_new(a, WORDS_BYTES);

    for (size_t i = 0; i < flow->step_count; i++) {
        const struct flow_step *step = &flow->step[i];

        buf_printf(&b, "%s%zu. %.*s", i > 0 ? " " : "", i + 1,
                   STR_ARG(step->name.in[lang]));
        for (size_t k = 0; k < step->way_count; k++)
            buf_printf(&b, "%s%.*s", k > 0 ? ", " : ": ",
                       STR_ARG(way_words(a, lang, &step->way[k])));
        buf_add_c(&b, ".");
    }
    return buf_str(&b);
}

void flow_picture(struct arena *a, enum lang lang, const struct flow *flow,
                  const bool *faulty, struct flow_picture_view *ret)
{
    struct flow_box_view *box =
        ARENA_ARRAY(a, struct flow_box_view, FLOW_STEPS_MAX);
    struct flow_line_view *line =
        ARENA_ARRAY(a, struct flow_line_view, FLOW_STEPS_MAX * FLOW_WAYS_MAX);
    struct lanes lanes = {0};
    size_t lines = 0;

    for (size_t i = 0; i < flow->step_count; i++) {
        box[i] = box_of(a, lang, flow, i, faulty[i]);
        for (size_t k = 0; k < flow->step[i].way_count; k++)
            line[lines++] = line_of(a, i, &flow->step[i].way[k], &lanes);
    }
    *ret = (struct flow_picture_view){
        .box_of_view = arena_printf(
            a, "0 0 %d %d", FULL_WIDTH,
            top_of(flow->step_count > 0 ? flow->step_count - 1 : 0) + HEIGHT +
                TOP),
        .words = all_words(a, lang, flow),
        .box = box,
        .box_count = flow->step_count,
        .line = line,
        .line_count = lines,
    };
}
