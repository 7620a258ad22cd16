-- What a person does in Neovim with the Dockerfile that is open: waits for squiggles, hovers, takes the first quick
-- fix, saves, quits. What was seen goes into the file that LAYERWISE_REPORT names.
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

local function choose(items, options, chosen)
  for _, item in ipairs(items) do
    table.insert(report.titles, (options.format_item(item)))
  end
  chosen(items[1], 1)
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
  if vim.env.LAYERWISE_ON_SAVE == nil then
    local before = vim.b.changedtick
    vim.ui.select = choose
    vim.lsp.buf.code_action()
    await('edit', function() return vim.b.changedtick > before end)
  end
  vim.cmd('write')
  report.buffer = lines()
  await('end of the diagnostics', function() return #vim.diagnostic.get(0) == 0 end)
end

local is_done, problem = pcall(work)
report.problem = not is_done and tostring(problem) or nil
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.LAYERWISE_REPORT)
if vim.env.LAYERWISE_STAY == nil then
  vim.cmd('qall!')
end
