#include "base/prelude.h"

#include "base/msg.h"

#include "domain/grant/grant.h"

#include "service/demo_tries.h"

#define LINES(name)                                                \
    {                                                              \
        MSG_TRY_##name##_1, MSG_TRY_##name##_2, MSG_TRY_##name##_3 \
    }

void demo_tries(struct str role, int ret[DEMO_TRIES])
{
    static const int citizen[DEMO_TRIES] = LINES(CITIZEN);
    static const int officer[ROLE_COUNT][DEMO_TRIES] = {
        [ROLE_RECEPTION] = LINES(RECEPTION),
        [ROLE_PROCESSOR] = LINES(PROCESSOR),
        [ROLE_DIVISION_HEAD] = LINES(DIVISION_HEAD),
        [ROLE_LEADER] = LINES(LEADER),
        [ROLE_CHAIRMAN] = LINES(CHAIRMAN),
        [ROLE_CLERK] = LINES(CLERK),
        [ROLE_DIRECTOR] = LINES(DIRECTOR),
        [ROLE_CONTROLLER] = LINES(CONTROLLER),
        [ROLE_ADMIN] = LINES(ADMIN),
    };
    enum role r;

    memcpy(ret, role_parse(role, &r) ? officer[r] : citizen, sizeof citizen);
}

const struct str *demo_tries_words(struct arena *a, enum lang lang,
                                   struct str role)
{
    struct str *words = ARENA_ARRAY(a, struct str, DEMO_TRIES);
    int line[DEMO_TRIES];

    demo_tries(role, line);
    for (int i = 0; i < DEMO_TRIES; i++)
        words[i] = msg(lang, (enum msg_id)line[i]);
    return words;
}
