/** JSON from strangers. */
@NullMarked
package org.sipverify.formats.json;

import org.jspecify.annotations.NullMarked;
