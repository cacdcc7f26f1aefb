-- submit.lua LINES: files the drafts that bench_fill made, each once, as wrk's
-- script: wrk -s bench/submit.lua URL -- LINES. One thread only.
local lines, path

function init(args)
    lines = io.lines(args[1])
    path = "/nop-ho-so/1.001193/%s/xem-lai"
end

function request()
    local line = lines()

    if not line then
        -- Nothing is left: an answer of before would be too cheap.
        wrk.thread:stop()
        return wrk.format("GET", "/healthz")
    end
    local cookie, draft, csrf, key = line:match("(%S+) (%S+) (%S+) (%S+)")
    return wrk.format("POST", path:format(draft), {
        ["Cookie"] = "motcua=" .. cookie,
        ["Content-Type"] = "application/x-www-form-urlencoded",
    }, ("_csrf=%s&_key=%s&revision=1&cam_doan=1"):format(csrf, key))
end

function response(status)
    if status ~= 303 and status ~= 200 then
        io.stderr:write("status " .. status .. "\n")
        os.exit(1)
    end
end
