/** Reads vCons of this server and of others: the call in one, and whole directories of them. */
@NullMarked
package org.sipverify.vcon.read;

import org.jspecify.annotations.NullMarked;
