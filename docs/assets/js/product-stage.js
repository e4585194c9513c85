// <product-stage> in the chapter on the product of matrices: see stage.js

import { whenNear } from "./near.js";

whenNear("product-stage", () => import("./stage.js"));
