/** Puts together the verifier that the configuration describes; the only room that knows all the others. */
@NullMarked
package org.sipverify.verifier.assembly;

import org.jspecify.annotations.NullMarked;
