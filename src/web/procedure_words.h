/* procedure_words.h - what lists and pages say about a procedure alike. */
#ifndef WEB_PROCEDURE_WORDS_H
#define WEB_PROCEDURE_WORDS_H

#include "base/msg.h"
#include "base/prelude.h"

#include "domain/procedure/procedure.h"

/* "Cấp xã". */
enum msg_id level_name(enum procedure_level level);
/* "xa", as it stands in addresses. */
struct str level_key(enum procedure_level level);

/* "Nộp trên mạng"; of a result "Trên mạng". */
enum msg_id channel_filing(enum channel c);
enum msg_id channel_returning(enum channel c);

/* The online channel, if the procedure has it, else the counter. */
enum channel procedure_first_channel(const struct procedure *p);

#endif
