/** Keeps what is known of calls on disk until their vCons are written. */
@NullMarked
package org.sipverify.vcon.journal;

import org.jspecify.annotations.NullMarked;
