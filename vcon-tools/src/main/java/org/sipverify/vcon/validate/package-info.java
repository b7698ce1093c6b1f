/** Tells whether a vCon is sound: by schema, and by what no schema can say. */
@NullMarked
package org.sipverify.vcon.validate;

import org.jspecify.annotations.NullMarked;
