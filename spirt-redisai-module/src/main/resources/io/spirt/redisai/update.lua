-- Moves a peer's model from version v to v + 1, exactly once however often it is called.
--
-- KEYS  1  model hash, with the fields version and digest
--       2  params
--       3  velocity (named even if momentum is 0, and untouched then); created by the first update
--       4  aggregate: the combined gradient of all peers
--       5  buffers        6  buffers of the aggregate, which replace them; both are named even if
--                            the model has no buffers, and untouched then
-- ARGV  1  v, the version that the caller saw, an integer from 0
--       2  learning rate    3  momentum    4  1 for Nesterov's momentum, else 0
--       5  weight decay     6  1 if the model has buffers, else 0
--
-- Returns { version, digest, path, outcome }
--       version  the model's version now, as text
--       digest   hexadecimal SHA-256 of the params as of AI.TENSORDIGEST; empty on the path "lua",
--                because Lua in Redis has no SHA-256: the client computes it
--       path     "module" or "lua"
--       outcome  "updated", or "already" if the model had version v + 1: nothing is done then
-- Errors  CONFLICT ...   the model has neither version v nor v + 1
--         MISSING ...    a tensor is not there
--         and those of AI.MODELUPDATE
--
-- Redis does not undo what a script did before it failed. Therefore everything that can be refused
-- (versions, tensors, shapes, factors, the caller's rights) is checked before the first change.
--
-- Without the module a tensor is a string of little-endian float32 values. The kind of the params
-- decides between the paths. Both give the same bits: each operation is rounded to float32; for sum
-- and product of two float32, a result in double rounded once more is the float32 result.

local MAX_LEARNING_RATE = 1000000
local MAX_WEIGHT_DECAY = 1000000
local CHUNK = 1000

local model, params, velocity, aggregate = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local buffers, aggregate_buffers = KEYS[5], KEYS[6]
local version, learning_rate, momentum, weight_decay = ARGV[1], ARGV[2], ARGV[3], ARGV[5]
local nesterov, has_buffers = ARGV[4] == '1', ARGV[6] == '1'

local function kind(key)
  return redis.call('TYPE', key).ok
end

local function is_factor(text, limit)
  local value = tonumber(text)
  return value and value >= 0 and value <= limit
end

local function check_arguments()
  if #KEYS ~= 6 or #ARGV ~= 6 or not string.match(version, '^%d+$')
    or not string.match(ARGV[4], '^[01]$') or not string.match(ARGV[6], '^[01]$') then
    return 'ERR 6 keys and 6 arguments are needed: version, learning rate, momentum, 0 or 1 for '
      .. 'Nesterov, weight decay, 0 or 1 for buffers'
  end
  if not is_factor(learning_rate, MAX_LEARNING_RATE) then
    return "ERR invalid learning rate '" .. learning_rate .. "': a number from 0 to "
      .. MAX_LEARNING_RATE .. ' is expected'
  end
  if not is_factor(momentum, 1) then
    return "ERR invalid momentum '" .. momentum .. "': a number from 0 to 1 is expected"
  end
  if not is_factor(weight_decay, MAX_WEIGHT_DECAY) then
    return "ERR invalid weight decay '" .. weight_decay .. "': a number from 0 to "
      .. MAX_WEIGHT_DECAY .. ' is expected'
  end
  if nesterov and tonumber(momentum) == 0 then
    return 'ERR Nesterov needs a momentum above 0'
  end
end

local function shape_of(key)
  if kind(key) == 'string' then
    return 'string of ' .. redis.call('STRLEN', key)
  end
  local meta = redis.pcall('AI.TENSORGET', key, 'META')
  return meta.err or (meta[2] .. ' of ' .. table.concat(meta[4], ','))
end

local function check_tensors()
  local needed = { params, aggregate }
  if has_buffers then
    needed[3] = aggregate_buffers
  end
  for _, key in ipairs(needed) do
    if kind(key) == 'none' then
      return "MISSING tensor '" .. key .. "': version " .. version .. ' cannot be updated'
    end
  end
  if has_buffers and kind(buffers) ~= 'none' and shape_of(buffers) ~= shape_of(aggregate_buffers) then
    return "ERR the buffers are " .. shape_of(buffers) .. ', but those of the aggregate are '
      .. shape_of(aggregate_buffers) .. ': they must be alike'
  end
end

-- The caller's rights to what comes after the first change.
local function check_rights()
  local allowed = redis.acl_check_cmd
  if not allowed then
    return nil
  end
  if not allowed('HSET', model, 'version', '0', 'digest', '')
    or (has_buffers and not allowed('COPY', aggregate_buffers, buffers, 'REPLACE'))
    or (kind(params) ~= 'string' and not allowed('AI.TENSORDIGEST', params)) then
    return 'NOPERM the user may not do all of HSET, COPY and AI.TENSORDIGEST that an update needs'
  end
end

local function update_by_module()
  local command = { 'AI.MODELUPDATE', params, learning_rate, aggregate, 'WEIGHTDECAY', weight_decay,
    'CHECKFINITE' }
  if tonumber(momentum) > 0 then
    command[#command + 1] = 'MOMENTUM'
    command[#command + 1] = momentum
    command[#command + 1] = velocity
  end
  if nesterov then
    command[#command + 1] = 'NESTEROV'
  end
  return redis.pcall(unpack(command)).err
end

local function to_float(value)
  return (struct.unpack('<f', struct.pack('<f', value)))
end

-- Rounds every value to float32.
local function round(values, format, count)
  return { struct.unpack(format, struct.pack(format, unpack(values, 1, count))) }
end

local function combine(a, factor, b, format, count)
  local products = {}
  for j = 1, count do
    products[j] = factor * b[j]
  end
  products = round(products, format, count)
  for j = 1, count do
    products[j] = a[j] + products[j]
  end
  return round(products, format, count)
end

-- One step for some elements: returns the new params and velocities.
local function step(p, g, v, factors, format, count)
  if factors.decay ~= 0 then
    g = combine(g, factors.decay, p, format, count)
  end
  if factors.mu > 0 then
    v = v and combine(g, factors.mu, v, format, count) or g
    g = nesterov and combine(g, factors.mu, v, format, count) or v
  end
  return combine(p, -factors.rate, g, format, count), v
end

local function check_strings(with_velocity)
  local bytes = redis.call('STRLEN', params)
  local others = { aggregate, with_velocity and velocity or nil }
  for _, key in ipairs(others) do
    if kind(key) ~= 'string' or redis.call('STRLEN', key) ~= bytes then
      return nil, "ERR tensor '" .. key .. "' is not a string of " .. bytes
        .. ' bytes as the params are'
    end
  end
  if bytes == 0 or bytes % 4 ~= 0 then
    return nil, "ERR the params have " .. bytes .. ' bytes: whole float32 values are expected'
  end
  return bytes / 4
end

local function read(key, start, count, format)
  return { struct.unpack(format, redis.call('GETRANGE', key, 4 * start, 4 * (start + count) - 1)) }
end

local function check_finite(values, start, count)
  for j = 1, count do
    if values[j] - values[j] ~= 0 then
      return 'ERR the gradients have a NaN or infinity at element ' .. start + j - 1
        .. ': nothing was updated'
    end
  end
end

local function update_by_lua()
  local factors = { rate = to_float(tonumber(learning_rate)), mu = to_float(tonumber(momentum)),
    decay = to_float(tonumber(weight_decay)) }
  local with_momentum = tonumber(momentum) > 0
  local with_velocity = with_momentum and kind(velocity) ~= 'none'
  local elements, wrong = check_strings(with_velocity)
  if wrong then
    return wrong
  end
  local new_params, new_velocity = {}, {}
  for start = 0, elements - 1, CHUNK do
    local count = math.min(CHUNK, elements - start)
    local format = '<' .. string.rep('f', count)
    local g = read(aggregate, start, count, format)
    wrong = check_finite(g, start, count)
    if wrong then
      return wrong
    end
    local p, v = step(read(params, start, count, format), g,
      with_velocity and read(velocity, start, count, format) or nil, factors, format, count)
    new_params[#new_params + 1] = struct.pack(format, unpack(p, 1, count))
    if with_momentum then
      new_velocity[#new_velocity + 1] = struct.pack(format, unpack(v, 1, count))
    end
  end
  redis.call('SET', params, table.concat(new_params))
  if with_momentum then
    redis.call('SET', velocity, table.concat(new_velocity))
  end
end

local wrong = check_arguments()
if wrong then
  return redis.error_reply(wrong)
end
local path = kind(params) == 'string' and 'lua' or 'module'
local current = redis.call('HGET', model, 'version')
local next_version = string.format('%.0f', tonumber(version) + 1)
if current == next_version then
  return { current, redis.call('HGET', model, 'digest') or '', path, 'already' }
end
if current ~= version then
  return redis.error_reply('CONFLICT the model has version ' .. (current or 'none')
    .. ', but the update is from version ' .. version .. ': read the model again')
end

wrong = check_tensors() or check_rights()
  or (path == 'lua' and update_by_lua or update_by_module)()
if wrong then
  return redis.error_reply(wrong)
end
if has_buffers then
  redis.call('COPY', aggregate_buffers, buffers, 'REPLACE')
end
local digest = path == 'module' and redis.call('AI.TENSORDIGEST', params) or ''
redis.call('HSET', model, 'version', next_version, 'digest', digest)
return { next_version, digest, path, 'updated' }
