-- What a person does in Neovim with the Dockerfile that is open: waits for squiggles, hovers, takes a quick fix (the
-- first, or the one that LAYERWISE_PICK begins), saves, quits. What was seen goes into the file LAYERWISE_REPORT.
local pick = vim.env.LAYERWISE_PICK or ''
local report = { titles = {} }

local function await(what, check)
  assert(vim.wait(30000, check, 20), 'there was no ' .. what)
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

local function seen()
  return vim.tbl_map(function(found)
    local line = lines()[found.lnum + 1]
    return {
      code = found.code or vim.tbl_get(found, 'user_data', 'lsp', 'code'),
      source = found.source,
      severity = found.severity,
      message = found.message,
      text = found.lnum == found.end_lnum and line:sub(found.col + 1, found.end_col) or nil,
    }
  end, vim.diagnostic.get(0))
end

local function popup()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), '\n')
    end
  end
end

local function is_edited()
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.bo[buffer].modified and vim.bo[buffer].buftype == '' then
      return true
    end
  end
  return false
end

local function choose(items, options, chosen)
  local index
  for number, item in ipairs(items) do
    local title = options.format_item(item)
    table.insert(report.titles, title)
    index = index or (vim.startswith(title, pick) and number) or nil
  end
  chosen(items[index], index)
end

local function work()
  await('diagnostic', function() return #vim.diagnostic.get(0) > 0 end)
  report.diagnostics = seen()
  if vim.env.LAYERWISE_STAY then
    return
  end
  vim.fn.search('^COPY')
  vim.lsp.buf.hover()
  await('hover', function() return popup() ~= nil end)
  report.hover = popup()
  if not vim.env.LAYERWISE_ON_SAVE then
    vim.ui.select = choose
    vim.lsp.buf.code_action()
    await('edit', is_edited)
  end
  -- With a fix on save the buffer is written for the sake of that alone.
  vim.cmd(vim.env.LAYERWISE_ON_SAVE and 'write' or 'wall')
  report.buffer = lines()
  if pick == '' then
    await('end of the diagnostics', function() return #vim.diagnostic.get(0) == 0 end)
  end
end

local is_done, problem = pcall(work)
report.problem = not is_done and tostring(problem) or nil
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.LAYERWISE_REPORT)
if not vim.env.LAYERWISE_STAY then
  vim.cmd('qall!')
end
