// <shape-explorer> in the chapter on broadcasting: see explorer.js

import { whenNear } from "./near.js";

whenNear("shape-explorer", () => import("./explorer.js"));
