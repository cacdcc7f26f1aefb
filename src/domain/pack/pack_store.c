#include "base/prelude.h"

#include <pthread.h>

#include "base/check.h"

#include "domain/pack/pack_store.h"

struct procedure_entry pack_entry(struct arena *a, const struct pack *pack,
                                  const struct json *gathered)
{
    struct str content = json_text(a, gathered);

    return (struct procedure_entry){
        .card = pack->card,
        .field_name = pack->field_name,
        .content = content,
        .digest = sha256(content),
    };
}

struct slot {
    struct pack_cache *cache;
    int64_t version_id; /* 0: empty */
    struct arena *arena;
    const struct pack *pack;
    int holders;
    uint64_t used; /* when, on the cache's own count */
};

/*
 * A slot a pack; as long as it has holders it stays. When all slots are held
 * a pack is read for one arena alone.
 */
struct pack_cache {
    pthread_mutex_t lock;
    uint64_t count;
    struct slot slot[PACK_CACHE_MAX];
};

struct pack_cache *pack_cache_new(void)
{
    struct pack_cache *cache = calloc(1, sizeof *cache);

    check(cache && pthread_mutex_init(&cache->lock, NULL) == 0);
    for (size_t i = 0; i < PACK_CACHE_MAX; i++)
        cache->slot[i].cache = cache;
    return cache;
}

void pack_cache_free(struct pack_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; i < PACK_CACHE_MAX; i++) {
        check(cache->slot[i].holders == 0);
        arena_free(cache->slot[i].arena);
    }
    pthread_mutex_destroy(&cache->lock);
    free(cache);
}

static void let_go(void *p)
{
    struct slot *slot = p;

    pthread_mutex_lock(&slot->cache->lock);
    slot->holders--;
    pthread_mutex_unlock(&slot->cache->lock);
}

/* Under the lock. */
static struct slot *find(struct pack_cache *cache, int64_t version_id)
{
    for (size_t i = 0; i < PACK_CACHE_MAX; i++) {
        if (cache->slot[i].version_id == version_id)
            return &cache->slot[i];
    }
    return NULL;
}

/* Under the lock: the one that was not used for longest; NULL: all are held. */
static struct slot *make_room(struct pack_cache *cache)
{
    struct slot *oldest = NULL;

    for (size_t i = 0; i < PACK_CACHE_MAX; i++) {
        struct slot *slot = &cache->slot[i];

        if (slot->holders == 0 && (!oldest || slot->used < oldest->used))
            oldest = slot;
    }
    if (oldest)
        arena_free(oldest->arena);
    return oldest;
}

static const struct pack *hold(struct slot *slot, struct arena *a)
{
    slot->holders++;
    slot->used = ++slot->cache->count;
    arena_defer(a, let_go, slot);
    return slot->pack;
}

static void drop_arena(void *arena)
{
    arena_free(arena);
}

/* Puts a pack in; another thread may have been faster, then that one counts. */
static const struct pack *put(struct pack_cache *cache, struct arena *holder,
                              int64_t version_id, struct arena *own,
                              const struct pack *pack)
{
    struct slot *slot;

    pthread_mutex_lock(&cache->lock);
    slot = find(cache, version_id);
    if (slot) {
        arena_free(own);
        pack = hold(slot, holder);
    } else if ((slot = make_room(cache))) {
        slot->version_id = version_id;
        slot->arena = own;
        slot->pack = pack;
        pack = hold(slot, holder);
    } else {
        arena_defer(holder, drop_arena, own);
    }
    pthread_mutex_unlock(&cache->lock);
    return pack;
}

enum err pack_cache_get(struct pack_cache *cache, struct tx *t,
                        int64_t version_id, const struct pack **ret)
{
    struct arena *own;
    struct slot *slot;
    const struct pack *pack = NULL;
    struct str content;
    enum err err;

    pthread_mutex_lock(&cache->lock);
    slot = find(cache, version_id);
    if (slot)
        pack = hold(slot, t->cx->arena);
    pthread_mutex_unlock(&cache->lock);
    if (!pack) {
        TRY(procedure_content(t, version_id, &content));
        own = arena_new(PACK_ARENA_BYTES);
        err = pack_parse(&t->cx->err, own, content, &pack);
        if (err != ERR_OK) {
            arena_free(own);
            return err;
        }
        pack = put(cache, t->cx->arena, version_id, own, pack);
    }
    *ret = pack;
    return ERR_OK;
}
