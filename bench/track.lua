-- track.lua CODES: looks up dossiers by chance, each time as another person,
-- since one person's lookups are rationed:
-- wrk -s bench/track.lua URL -- CODES.
local codes = {}

function init(args)
    for line in io.lines(args[1]) do
        codes[#codes + 1] = line
    end
end

function request()
    return wrk.format("GET", "/tra-cuu?ma=" .. codes[math.random(#codes)], {
        ["X-Forwarded-For"] = ("10.%d.%d.%d"):format(math.random(0, 255),
            math.random(0, 255), math.random(0, 255)),
    })
end
