/** Directories of vCons. */
@NullMarked
package org.sipverify.vcon.store;

import org.jspecify.annotations.NullMarked;
