/** Records each call: its events on one thread, its vCon on another, so that no call waits for a disk. */
@NullMarked
package org.sipverify.vcon.record;

import org.jspecify.annotations.NullMarked;
