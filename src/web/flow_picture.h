/*
 * flow_picture.h - a flow drawn by the server: a box a step from top to bottom,
 * ways forward at the right of the boxes, ways back at their left and dashed.
 * Words say the same, so that nobody has to see it.
 */
#ifndef WEB_FLOW_PICTURE_H
#define WEB_FLOW_PICTURE_H

#include "base/arena.h"
#include "base/prelude.h"
#include "base/words.h"

#include "domain/flow/flow.h"

#include "web/view_flow.h"

/* `faulty[i]`: something is wrong with step i. */
void flow_picture(struct arena *a, enum lang lang, const struct flow *flow,
                  const bool *faulty, struct flow_picture_view *ret);

#endif
