/** Decides what happens to a call: facts in, decision out. Pure: no network, clock or threads, one file to read. */
@NullMarked
package org.sipverify.policy;

import org.jspecify.annotations.NullMarked;
