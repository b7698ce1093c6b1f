/** Fills the index of calls: from calls as they are handled, from INVITEs that never were one, and from vCons. */
@NullMarked
package org.sipverify.app.index;

import org.jspecify.annotations.NullMarked;
