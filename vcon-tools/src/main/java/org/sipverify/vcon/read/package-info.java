/** Reads vCons, ours and others': the call they tell of, and whole directories of them. */
@NullMarked
package org.sipverify.vcon.read;

import org.jspecify.annotations.NullMarked;
