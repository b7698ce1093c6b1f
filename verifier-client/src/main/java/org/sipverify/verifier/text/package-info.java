/** Addresses on the web. */
@NullMarked
package org.sipverify.verifier.text;

import org.jspecify.annotations.NullMarked;
