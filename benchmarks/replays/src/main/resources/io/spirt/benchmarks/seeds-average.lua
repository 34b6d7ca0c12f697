-- Averages gradients that are JSON lists in strings, as a prototype without a tensor type does.
-- KEYS  1  destination    2 ..  the gradients, all of one length

local sums = cjson.decode(redis.call('GET', KEYS[2]))
for key = 3, #KEYS do
  local values = cjson.decode(redis.call('GET', KEYS[key]))
  for i = 1, #sums do
    sums[i] = sums[i] + values[i]
  end
end
local count = #KEYS - 1
for i = 1, #sums do
  sums[i] = sums[i] / count
end
return redis.call('SET', KEYS[1], cjson.encode(sums))
