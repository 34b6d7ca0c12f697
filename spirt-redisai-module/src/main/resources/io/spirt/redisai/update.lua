-- Moves a peer's model from version v to v + 1, exactly once however often it is called.
--
-- KEYS  1  model hash, with the fields version and digest
--       2  params
--       3  aggregate: the combined gradient of all peers
--       4  buffers        5  buffers of the aggregate, which replace them; both are named even if
--                            the model has no buffers, and untouched then
--       what the optimizer keeps, created by the first update:
--       6  sgd: velocity (named even if momentum is 0, and untouched then)
--       6, 7  adam, adamw: first and second moment
-- ARGV  1  v, the version that the caller saw, an integer from 0
--       2  learning rate    3  weight decay    4  1 if the model has buffers, else 0
--       5  optimizer: sgd, adam or adamw
--       6  sgd: momentum    7  1 for Nesterov's momentum, else 0
--       6, 7, 8  adam, adamw: beta1, beta2, epsilon
--
-- Returns { version, digest, path, outcome }
--       version  the model's version now, as text
--       digest   hexadecimal SHA-256 of the params as of AI.TENSORDIGEST; empty on the path "lua",
--                because Lua in Redis has no SHA-256: the client computes it
--       path     "module" or "lua"
--       outcome  "updated", or "already" if the model had version v + 1: nothing is done then
-- Errors  CONFLICT ...   the model has neither version v nor v + 1
--         MISSING ...    a tensor is not there; the moments count from version 1 on
--         and those of AI.MODELUPDATE
--
-- Redis does not undo what a script did before it failed. Therefore everything that can be refused
-- (versions, tensors, shapes, factors, the caller's rights) is checked before the first change.
--
-- Without the module a tensor is a string of little-endian float32 values. The kind of the params
-- decides between the paths. Both give the same bits: each operation is rounded to float32; for sum,
-- product, quotient and root of float32, a result in double rounded once more is the float32 result.

local MAX_LEARNING_RATE = 1000000
local MAX_WEIGHT_DECAY = 1000000
local MIN_EPSILON = 1e-30
local MAX_EPSILON = 1
local MAX_STEP = 2147483647
local CHUNK = 1000

local model, params, aggregate = KEYS[1], KEYS[2], KEYS[3]
local buffers, aggregate_buffers = KEYS[4], KEYS[5]
local version, learning_rate, weight_decay, optimizer = ARGV[1], ARGV[2], ARGV[3], ARGV[5]
local has_buffers = ARGV[4] == '1'
local is_sgd = optimizer == 'sgd'
local momentum, nesterov = ARGV[6], ARGV[7] == '1'
local beta1, beta2, epsilon = ARGV[6], ARGV[7], ARGV[8]
local step = (tonumber(version) or 0) + 1
local first_step = step == 1
-- The keys of the tensors that the optimizer keeps.
local state = {}

local function kind(key)
  return redis.call('TYPE', key).ok
end

local function refused(name, text, allowed)
  return 'ERR invalid ' .. name .. " '" .. text .. "': a number from " .. allowed .. ' is expected'
end

local function is_within(text, least, most)
  local value = tonumber(text)
  return value and value >= least and value <= most
end

local function check_sgd()
  if not is_within(momentum, 0, 1) then
    return refused('momentum', momentum, '0 to 1')
  end
  if nesterov and tonumber(momentum) == 0 then
    return 'ERR Nesterov needs a momentum above 0'
  end
end

local function check_adam()
  for name, text in pairs({ beta1 = beta1, beta2 = beta2 }) do
    if not is_within(text, 0, 1) or tonumber(text) == 1 then
      return refused(name, text, '0 to below 1')
    end
  end
  if not is_within(epsilon, MIN_EPSILON, MAX_EPSILON) then
    return refused('epsilon', epsilon, MIN_EPSILON .. ' to ' .. MAX_EPSILON)
  end
  if step > MAX_STEP then
    return 'ERR invalid version ' .. version .. ': Adam counts steps up to ' .. MAX_STEP
  end
end

local function check_arguments()
  local keys, arguments = is_sgd and 6 or 7, is_sgd and 7 or 8
  if not is_sgd and optimizer ~= 'adam' and optimizer ~= 'adamw' then
    return "ERR unknown optimizer '" .. tostring(optimizer) .. "': sgd, adam or adamw is expected"
  end
  if #KEYS ~= keys or #ARGV ~= arguments or not string.match(version, '^%d+$')
    or not string.match(ARGV[4], '^[01]$') or (is_sgd and not string.match(ARGV[7], '^[01]$')) then
    return 'ERR ' .. keys .. ' keys and ' .. arguments .. ' arguments are needed: version, learning '
      .. 'rate, weight decay, 0 or 1 for buffers, ' .. (is_sgd
      and 'sgd, momentum, 0 or 1 for Nesterov' or optimizer .. ', beta1, beta2, epsilon')
  end
  if not is_within(learning_rate, 0, MAX_LEARNING_RATE) then
    return refused('learning rate', learning_rate, '0 to ' .. MAX_LEARNING_RATE)
  end
  if not is_within(weight_decay, 0, MAX_WEIGHT_DECAY) then
    return refused('weight decay', weight_decay, '0 to ' .. MAX_WEIGHT_DECAY)
  end
  return (is_sgd and check_sgd or check_adam)()
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
    needed[#needed + 1] = aggregate_buffers
  end
  if not is_sgd and not first_step then
    needed[#needed + 1] = state[1]
    needed[#needed + 1] = state[2]
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
  local may = allowed('HSET', model, 'version', '0', 'digest', '')
    and (not has_buffers or allowed('COPY', aggregate_buffers, buffers, 'REPLACE'))
  if kind(params) == 'string' then
    for _, key in ipairs(state) do
      may = may and allowed('SET', key, '')
    end
  else
    may = may and allowed('AI.TENSORDIGEST', params)
  end
  if not may then
    return 'NOPERM the user may not do all of HSET, COPY, SET and AI.TENSORDIGEST that an update needs'
  end
end

local function update_by_module()
  local command = { 'AI.MODELUPDATE', params, learning_rate, aggregate, 'WEIGHTDECAY', weight_decay,
    'CHECKFINITE' }
  local function add(...)
    for _, word in ipairs({ ... }) do
      command[#command + 1] = word
    end
  end
  if not is_sgd then
    add('ADAM', beta1, beta2, epsilon, string.format('%.0f', step), state[1], state[2])
  elseif #state > 0 then
    add('MOMENTUM', momentum, state[1])
  end
  if optimizer == 'adamw' then
    add('DECOUPLED')
  elseif is_sgd and nesterov then
    add('NESTEROV')
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

-- a + factor * b
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

local function scale(a, factor, format, count)
  local products = {}
  for j = 1, count do
    products[j] = factor * a[j]
  end
  return round(products, format, count)
end

local function sgd_factors()
  return { rate = to_float(tonumber(learning_rate)), mu = to_float(tonumber(momentum)),
    decay = to_float(tonumber(weight_decay)) }
end

-- One step for some elements: returns the new params and what is kept.
local function sgd_step(p, g, kept, factors, format, count)
  local v = kept[1]
  if factors.decay ~= 0 then
    g = combine(g, factors.decay, p, format, count)
  end
  if factors.mu > 0 then
    v = v and combine(g, factors.mu, v, format, count) or g
    g = nesterov and combine(g, factors.mu, v, format, count) or v
  end
  return combine(p, -factors.rate, g, format, count), { v }
end

-- By squaring, in the order of kernel_power of the module: the C library's pow differs.
local function power(base, exponent)
  local result = 1
  while exponent > 0 do
    if exponent % 2 == 1 then
      result = result * base
    end
    base = base * base
    exponent = math.floor(exponent / 2)
  end
  return result
end

local function adam_factors()
  local rate, decay = tonumber(learning_rate), tonumber(weight_decay)
  local b1, b2 = tonumber(beta1), tonumber(beta2)
  return { keep1 = to_float(b1), keep2 = to_float(b2), take1 = to_float(1 - b1),
    take2 = to_float(1 - b2), rate = to_float(rate / (1 - power(b1, step))),
    root = to_float(math.sqrt(1 - power(b2, step))), epsilon = to_float(tonumber(epsilon)),
    decay = to_float(decay), has_decay = decay ~= 0, shrink = to_float(1 - rate * decay) }
end

-- keep * a + scaled
local function moment(keep, a, scaled, format, count)
  return combine(scaled, keep, a, format, count)
end

-- The same for Adam; kernels.h of the module has the formula.
local function adam_step(p, g, kept, factors, format, count)
  if factors.has_decay and optimizer == 'adamw' then
    p = scale(p, factors.shrink, format, count)
  elseif factors.has_decay then
    g = combine(g, factors.decay, p, format, count)
  end
  local squares = scale(g, factors.take2, format, count)
  for j = 1, count do
    squares[j] = squares[j] * g[j]
  end
  squares = round(squares, format, count)
  local m = moment(factors.keep1, kept[1], scale(g, factors.take1, format, count), format, count)
  local v = moment(factors.keep2, kept[2], squares, format, count)
  local below = {}
  for j = 1, count do
    below[j] = math.sqrt(v[j])
  end
  below = round(below, format, count)
  for j = 1, count do
    below[j] = below[j] / factors.root
  end
  below = round(below, format, count)
  for j = 1, count do
    below[j] = below[j] + factors.epsilon
  end
  below = round(below, format, count)
  local change = scale(m, factors.rate, format, count)
  for j = 1, count do
    change[j] = change[j] / below[j]
  end
  change = round(change, format, count)
  for j = 1, count do
    change[j] = p[j] - change[j]
  end
  return round(change, format, count), { m, v }
end

-- Which keys hold what the optimizer kept, and how many elements there are.
local function check_strings()
  local bytes = redis.call('STRLEN', params)
  local others, kept = { aggregate }, {}
  for _, key in ipairs(state) do
    if kind(key) ~= 'none' then
      if not is_sgd and first_step then
        return nil, nil, "ERR there is a moment '" .. key .. "' already, which step 1 creates"
      end
      others[#others + 1] = key
      kept[#kept + 1] = key
    end
  end
  for _, key in ipairs(others) do
    if kind(key) ~= 'string' or redis.call('STRLEN', key) ~= bytes then
      return nil, nil, "ERR tensor '" .. key .. "' is not a string of " .. bytes
        .. ' bytes as the params are'
    end
  end
  if bytes == 0 or bytes % 4 ~= 0 then
    return nil, nil, "ERR the params have " .. bytes .. ' bytes: whole float32 values are expected'
  end
  return bytes / 4, kept
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

local function zeros(count)
  local values = {}
  for j = 1, count do
    values[j] = 0
  end
  return values
end

local function read_kept(keys, start, count, format)
  local kept = {}
  for i, key in ipairs(keys) do
    kept[i] = read(key, start, count, format)
  end
  if not is_sgd and first_step then
    return { zeros(count), zeros(count) }
  end
  return kept
end

local function update_by_lua()
  local factors = (is_sgd and sgd_factors or adam_factors)()
  local one_step = is_sgd and sgd_step or adam_step
  local elements, kept_keys, wrong = check_strings()
  if wrong then
    return wrong
  end
  local new_params, new_state = {}, {}
  for i = 1, #state do
    new_state[i] = {}
  end
  for start = 0, elements - 1, CHUNK do
    local count = math.min(CHUNK, elements - start)
    local format = '<' .. string.rep('f', count)
    local g = read(aggregate, start, count, format)
    wrong = check_finite(g, start, count)
    if wrong then
      return wrong
    end
    local p, kept = one_step(read(params, start, count, format), g,
      read_kept(kept_keys, start, count, format), factors, format, count)
    new_params[#new_params + 1] = struct.pack(format, unpack(p, 1, count))
    for i = 1, #state do
      new_state[i][#new_state[i] + 1] = struct.pack(format, unpack(kept[i], 1, count))
    end
  end
  redis.call('SET', params, table.concat(new_params))
  for i, key in ipairs(state) do
    redis.call('SET', key, table.concat(new_state[i]))
  end
end

local wrong = check_arguments()
if wrong then
  return redis.error_reply(wrong)
end
if not is_sgd then
  state = { KEYS[6], KEYS[7] }
elseif tonumber(momentum) > 0 then
  state = { KEYS[6] }
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
