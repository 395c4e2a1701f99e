-- 16 requests at once.
init = function(args)
   local requests = {}
   for i = 1, 16 do
      requests[i] = wrk.format("GET", "/")
   end
   batch = table.concat(requests)
end

request = function()
   return batch
end
