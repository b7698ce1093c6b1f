/** Keeps credentials and keys out of every copy. */
@NullMarked
package org.sipverify.vcon.privacy;

import org.jspecify.annotations.NullMarked;
