#include "base/prelude.h"

#include <pthread.h>

#include "domain/pack/pack_store.h"

struct slot {
    int64_t version_id; /* 0: empty */
    struct arena *arena;
    const struct pack *pack;
    int holders;
    uint64_t used; /* when, on the cache's own count */
};

/* As long as a slot has holders, arenas of requests, its pack stays. */
static struct {
    pthread_mutex_t lock;
    uint64_t count;
    struct slot slot[PACK_CACHE_MAX];
} cache = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void let_go(void *p)
{
    struct slot *slot = p;

    pthread_mutex_lock(&cache.lock);
    slot->holders--;
    pthread_mutex_unlock(&cache.lock);
}

/* Under the lock. */
static struct slot *find(int64_t version_id)
{
    for (size_t i = 0; i < PACK_CACHE_MAX; i++)
        if (cache.slot[i].version_id == version_id)
            return &cache.slot[i];
    return NULL;
}

/* Under the lock: the one not used for longest; NULL when all are held. */
static struct slot *make_room(void)
{
    struct slot *oldest = NULL;

    for (size_t i = 0; i < PACK_CACHE_MAX; i++) {
        struct slot *slot = &cache.slot[i];

        if (slot->holders == 0 && (!oldest || slot->used < oldest->used))
            oldest = slot;
    }
    if (oldest)
        arena_free(oldest->arena);
    return oldest;
}

/* Under the lock. */
static const struct pack *hold(struct slot *slot, struct arena *holder)
{
    slot->holders++;
    slot->used = ++cache.count;
    arena_defer(holder, let_go, slot);
    return slot->pack;
}

static const struct pack *look_up(int64_t version_id, struct arena *holder)
{
    const struct pack *pack = NULL;
    struct slot *slot;

    pthread_mutex_lock(&cache.lock);
    slot = find(version_id);
    if (slot)
        pack = hold(slot, holder);
    pthread_mutex_unlock(&cache.lock);
    return pack;
}

static void drop_arena(void *arena)
{
    arena_free(arena);
}

/*
 * Another thread may have been faster: then its pack counts. When all slots
 * are held the pack lives for this holder alone.
 */
static const struct pack *put(int64_t version_id, struct arena *own,
                              const struct pack *pack, struct arena *holder)
{
    struct slot *slot;

    pthread_mutex_lock(&cache.lock);
    slot = find(version_id);
    if (slot) {
        arena_free(own);
        pack = hold(slot, holder);
    } else if ((slot = make_room())) {
        slot->version_id = version_id;
        slot->arena = own;
        slot->pack = pack;
        pack = hold(slot, holder);
    } else {
        arena_defer(holder, drop_arena, own);
    }
    pthread_mutex_unlock(&cache.lock);
    return pack;
}

static enum err load(struct tx *t, int64_t version_id, const struct pack **ret)
{
    const struct pack *pack;
    struct arena *own;
    struct str content;
    enum err err;

    TRY(procedure_content(t, version_id, &content));
    own = arena_new(PACK_ARENA_BYTES);
    err = pack_parse(&t->cx->err, own, content, &pack);
    if (err != ERR_OK) {
        arena_free(own);
        return err;
    }
    *ret = put(version_id, own, pack, t->cx->arena);
    return ERR_OK;
}

enum err pack_of_version(struct tx *t, int64_t version_id,
                         const struct pack **ret)
{
    const struct pack *pack = look_up(version_id, t->cx->arena);

    if (!pack)
        TRY(load(t, version_id, &pack));
    *ret = pack;
    return ERR_OK;
}

enum err pack_in_force(struct tx *t, struct str code, struct day on,
                       const struct pack **ret, int64_t *ret_version_id)
{
    int64_t id;

    TRY(procedure_version_on(t, code, on, &id));
    TRY(pack_of_version(t, id, ret));
    *ret_version_id = id;
    return ERR_OK;
}

static struct procedure_term term_of(const struct form_option *list,
                                     size_t count, struct str value)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(list[i].value, value))
            return (struct procedure_term){value, list[i].label, (int)i};
    return (struct procedure_term){.value = value};
}

struct procedure_entry pack_entry(struct arena *a, const struct pack *pack,
                                  const struct json *gathered)
{
    const struct procedure *card = pack->card;
    struct procedure_term *event =
        ARENA_ARRAY(a, struct procedure_term, card->life_event_count);
    struct str content = json_text(a, gathered);

    for (size_t i = 0; i < card->life_event_count; i++)
        event[i] = term_of(pack->life_event, pack->life_event_count,
                           card->life_event[i]);
    return (struct procedure_entry){
        .card = card,
        .field = term_of(pack->field, pack->field_count, card->field),
        .events = {event, card->life_event_count},
        .content = content,
        .digest = sha256(content),
    };
}
