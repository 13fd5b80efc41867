'use strict';
// Without scripts every row is there; with them, a long table shows a page at a time and can be searched.
(function () {
  var ROWS = 25;
  document.querySelectorAll('table.paged').forEach(function (table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length <= ROWS) {
      return;
    }
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var found = rows;
    var page = 0;
    var pager = document.createElement('div');
    pager.className = 'pager';
    var search = document.createElement('input');
    search.type = 'search';
    search.placeholder = 'Search these rows';
    search.setAttribute('aria-label', 'Search these rows');
    var back = button('Back');
    var forth = button('Next');
    var place = document.createElement('span');
    place.setAttribute('aria-live', 'polite');

    function button(text) {
      var made = document.createElement('button');
      made.type = 'button';
      made.textContent = text;
      return made;
    }

    function show() {
      var pages = Math.max(1, Math.ceil(found.length / ROWS));
      page = Math.min(page, pages - 1);
      var shown = found.slice(page * ROWS, (page + 1) * ROWS);
      rows.forEach(function (row) { row.hidden = true; });
      shown.forEach(function (row) { row.hidden = false; });
      back.disabled = page === 0;
      forth.disabled = page === pages - 1;
      place.textContent = found.length === 0 ? 'No such row'
        : 'Rows ' + (page * ROWS + 1) + '\u2013' + (page * ROWS + shown.length) + ' of ' + found.length;
    }

    back.addEventListener('click', function () { page -= 1; show(); });
    forth.addEventListener('click', function () { page += 1; show(); });
    search.addEventListener('input', function () {
      var wanted = search.value.toLowerCase();
      found = rows.filter(function (row, i) { return texts[i].indexOf(wanted) >= 0; });
      page = 0;
      show();
    });
    [search, back, forth, place].forEach(function (part) { pager.appendChild(part); });
    table.parentNode.insertBefore(pager, table);
    show();
  });

  // On paper there is nothing to click: the findings are opened, and closed again as they were.
  var closed = [];
  window.addEventListener('beforeprint', function () {
    closed = Array.prototype.slice.call(document.querySelectorAll('details:not([open])'));
    closed.forEach(function (details) { details.open = true; });
  });
  window.addEventListener('afterprint', function () {
    closed.forEach(function (details) { details.open = false; });
  });
}());
