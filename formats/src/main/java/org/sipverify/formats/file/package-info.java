/** Files that only this user may read. */
@NullMarked
package org.sipverify.formats.file;

import org.jspecify.annotations.NullMarked;
