/*
 * procedure_info.h - the information groups that the law wants on the page of
 * a procedure, one under another, from its pack.
 *
 * Source: Circular 32/2017/TT-BTTTT art. 5.1; Circular 01/2018/TT-VPCP art.
 * 16.2.a (code, agency, level of the online service).
 */
#ifndef WEB_PROCEDURE_INFO_H
#define WEB_PROCEDURE_INFO_H

#include "base/err.h"
#include "base/prelude.h"

#include "store/tx.h"

#include "domain/pack/pack.h"

#include "web/view_public.h"

/* All of them, of all cases; a group without lines is not published. */
enum err procedure_info(struct tx *t, const struct pack *pack,
                        const struct info_view **ret,
                        size_t *ret_count) MUST_CHECK;

/*
 * One fee: what it is called, for whom, how much. `channels`: bits of the
 * channels it is for; 0 when it is for all.
 */
struct fee_view procedure_fee_view(struct arena *a, enum lang lang,
                                   const struct procedure_fee *fee,
                                   unsigned channels);

/* "Bản chính: 1 · Bản sao: 2. …" */
struct str procedure_component_line(struct arena *a, enum lang lang,
                                    const struct procedure_component *c);

#endif
