/** Checks whether a vCon is valid: by schemas, and by rules that no schema can express. */
@NullMarked
package org.sipverify.vcon.validate;

import org.jspecify.annotations.NullMarked;
