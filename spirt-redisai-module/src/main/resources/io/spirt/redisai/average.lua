-- Averages the gradients of one peer's batches of one round, inside the peer's database.
--
-- KEYS  1  averages hash: one field per round, with the record described below
--       2  average: the mean of the gradients is stored here
--       3  average of the buffers (named even if the model has no buffers, and untouched then)
--       4  gradients hash of this round: one field per batch whose gradient was stored
--       5  .. 4+n      the gradients, in the order of the batch ids
--       5+n .. 4+2n    the batches' buffers, in the same order; only if the model has buffers
-- ARGV  1  round, an integer from 0
--       2  1 if the model has buffers, else 0
--       3  .. 2+n      the ids of the expected batches
--
-- Returns { digest, batches, path, outcome, digest of the buffers' average }
--       path     "module" or "lua"
--       outcome  "averaged", or "already" if this round's average was there: nothing is done then
--       digests  hexadecimal SHA-256 as of AI.TENSORDIGEST; empty on the path "lua", because Lua in
--                Redis has no SHA-256: the client computes them; the second is empty without buffers
-- Errors  MISSING batches 3,7 of round 5 ...      not stored, or their keys are gone
--         UNEXPECTED batches 9 of round 5 ...     stored, but not in the list
--         CONFLICT round 5 ...                    it was averaged from other batches before
--         and those of AI.TENSORMEAN, e.g. for NaN, infinity and unequal shapes
--
-- The record: JSON with round, batches (their number), batchIds (SHA-1 of the ids joined by commas),
-- digest, buffersDigest, path. It is written last: a script that was refused has recorded nothing.
--
-- Without the module a tensor is a string of little-endian float32 values. The kind of the first
-- gradient decides between the paths. Both give the same bits: the sum in double in the order of
-- the batches, divided by their number, rounded once.

local MAX_BATCHES = 4000 -- all keys go to one command through Lua's stack of 8000
local NAMED_AT_MOST = 20
local CHUNK = 1000

local averages, average, buffers_average, gradients_hash = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local round, has_buffers = ARGV[1], ARGV[2] == '1'
local n = #ARGV - 2

local function list(ids)
  local shown = table.concat(ids, ',', 1, math.min(#ids, NAMED_AT_MOST))
  if #ids > NAMED_AT_MOST then
    shown = shown .. ' and ' .. (#ids - NAMED_AT_MOST) .. ' more'
  end
  return shown
end

local function check_arguments()
  if not round or not string.match(round, '^%d+$') or (ARGV[2] ~= '0' and ARGV[2] ~= '1') then
    return 'ERR ARGV must be: round, 0 or 1 for buffers, batch ids'
  end
  if n < 1 or n > MAX_BATCHES then
    return 'ERR ' .. n .. ' batches given: from 1 to ' .. MAX_BATCHES .. ' can be averaged at once'
  end
  local expected = 4 + n * (has_buffers and 2 or 1)
  if #KEYS ~= expected then
    return 'ERR ' .. #KEYS .. ' keys given, but ' .. n .. ' batches need ' .. expected
  end
end

local function kind(key)
  return redis.call('TYPE', key).ok
end

-- The list against the gradients hash, in both directions.
local function check_batches()
  local expected, stored, missing, unexpected = {}, {}, {}, {}
  for i = 1, n do
    if expected[ARGV[i + 2]] then
      return 'ERR batch ' .. ARGV[i + 2] .. ' is listed twice'
    end
    expected[ARGV[i + 2]] = true
  end
  for _, id in ipairs(redis.call('HKEYS', gradients_hash)) do
    stored[id] = true
    if not expected[id] then
      unexpected[#unexpected + 1] = id
    end
  end
  for i = 1, n do
    local gone = kind(KEYS[4 + i]) == 'none' or (has_buffers and kind(KEYS[4 + n + i]) == 'none')
    if not stored[ARGV[i + 2]] or gone then
      missing[#missing + 1] = ARGV[i + 2]
    end
  end
  if #missing > 0 then
    return 'MISSING batches ' .. list(missing) .. ' of round ' .. round
      .. ': run their gradient functions again, then average'
  end
  if #unexpected > 0 then
    table.sort(unexpected)
    return 'UNEXPECTED batches ' .. list(unexpected) .. ' of round ' .. round
      .. ': they are not in the list; delete their fields or average with the right list'
  end
end

-- What was recorded for this round: the reply, or an error, or nothing if the work is to be done.
local function recorded(batch_ids)
  local text = redis.call('HGET', averages, round)
  if not text then
    return nil
  end
  local record = cjson.decode(text)
  if record.batchIds ~= batch_ids then
    return nil, 'CONFLICT round ' .. round .. ' was averaged from ' .. record.batches
      .. ' batches that are not the ones given: delete its field of the averages to do it anew'
  end
  local there = kind(average) ~= 'none' and (not has_buffers or kind(buffers_average) ~= 'none')
  if there and record.path == 'module' then
    there = redis.pcall('AI.TENSORDIGEST', average) == record.digest
  end
  if there then
    return { record.digest, record.batches, record.path, 'already', record.buffersDigest }
  end
end

local function mean_by_module(destination, first)
  local command = { 'AI.TENSORMEAN', destination, n }
  for i = first, first + n - 1 do
    command[#command + 1] = KEYS[i]
  end
  command[#command + 1] = 'CHECKFINITE'
  return redis.pcall(unpack(command)).err
end

local function check_strings(first)
  local bytes = redis.call('STRLEN', KEYS[first])
  for i = first, first + n - 1 do
    if kind(KEYS[i]) ~= 'string' then
      return nil, "WRONGTYPE tensor '" .. KEYS[i] .. "' is not a string like the first one"
    end
    local given = redis.call('STRLEN', KEYS[i])
    if given ~= bytes or given == 0 or given % 4 ~= 0 then
      return nil, "ERR tensor '" .. KEYS[i] .. "' has " .. given .. ' bytes, but the first one has '
        .. bytes .. ': all must be alike, and of whole float32 values'
    end
  end
  return bytes / 4
end

local function not_finite(first, start, count)
  for i = first, first + n - 1 do
    local text = redis.call('GETRANGE', KEYS[i], 4 * start, 4 * (start + count) - 1)
    local values = { struct.unpack('<' .. string.rep('f', count), text) }
    for j = 1, count do
      if values[j] - values[j] ~= 0 then
        return "ERR tensor '" .. KEYS[i] .. "' has a NaN or infinity at element " .. start + j - 1
          .. ': nothing was averaged'
      end
    end
  end
end

local function mean_of_chunk(first, start, count)
  local format = '<' .. string.rep('f', count)
  local sums, finite = {}, true
  for j = 1, count do
    sums[j] = 0
  end
  for i = first, first + n - 1 do
    local text = redis.call('GETRANGE', KEYS[i], 4 * start, 4 * (start + count) - 1)
    local values = { struct.unpack(format, text) }
    for j = 1, count do
      sums[j] = sums[j] + values[j]
    end
  end
  for j = 1, count do
    finite = finite and sums[j] - sums[j] == 0
    sums[j] = sums[j] / n
  end
  if not finite then
    return nil, not_finite(first, start, count)
  end
  return struct.pack(format, unpack(sums, 1, count))
end

local function mean_by_lua(destination, first)
  local elements, wrong = check_strings(first)
  if wrong then
    return wrong
  end
  local chunks = {}
  for start = 0, elements - 1, CHUNK do
    local chunk
    chunk, wrong = mean_of_chunk(first, start, math.min(CHUNK, elements - start))
    if wrong then
      return wrong
    end
    chunks[#chunks + 1] = chunk
  end
  redis.call('SET', destination, table.concat(chunks))
end

local function digest_of(key, path)
  return path == 'module' and redis.call('AI.TENSORDIGEST', key) or ''
end

local wrong = check_arguments()
if wrong then
  return redis.error_reply(wrong)
end
local batch_ids = redis.sha1hex(table.concat(ARGV, ',', 3))
local done
done, wrong = recorded(batch_ids)
if done then
  return done
end
wrong = wrong or check_batches()
if wrong then
  return redis.error_reply(wrong)
end

local path = kind(KEYS[5]) == 'string' and 'lua' or 'module'
local mean = path == 'lua' and mean_by_lua or mean_by_module
wrong = mean(average, 5) or (has_buffers and mean(buffers_average, 5 + n)) or nil
if wrong then
  return redis.error_reply(wrong)
end

local digest = digest_of(average, path)
local buffers_digest = has_buffers and digest_of(buffers_average, path) or ''
redis.call('HSET', averages, round, string.format(
  '{"round":%s,"batches":%d,"batchIds":"%s","digest":"%s","buffersDigest":"%s","path":"%s"}',
  round, n, batch_ids, digest, buffers_digest, path))
return { digest, n, path, 'averaged', buffers_digest }
