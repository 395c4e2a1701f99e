-- Counts the answers by status.
local threads = {}

function setup(thread)
   table.insert(threads, thread)
end

function init(args)
   ok, overloaded, other = 0, 0, 0
end

function response(status, headers, body)
   if status == 200 then
      ok = ok + 1
   elseif status == 503 then
      overloaded = overloaded + 1
   else
      other = other + 1
   end
end

function done(summary, latency, requests)
   local a, b, c = 0, 0, 0
   for _, thread in ipairs(threads) do
      a = a + thread:get("ok")
      b = b + thread:get("overloaded")
      c = c + thread:get("other")
   end
   print(string.format("statuses: %d %d %d", a, b, c))
   local e = summary.errors
   print(string.format("errors: %d", e.connect + e.read + e.write + e.timeout))
   print(string.format("p50, p99, max: %d %d %d", latency:percentile(50), latency:percentile(99), latency.max))
end
