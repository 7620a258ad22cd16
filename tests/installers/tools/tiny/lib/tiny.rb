module Tiny
end
