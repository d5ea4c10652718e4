
"use strict";
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const form = document.querySelector("form");
const query = document.getElementById("query");
const count = document.querySelector("output");
const articles = [...document.querySelectorAll("article")].map((article) => [article, fold(article.textContent)]);
const search = () => {
  const words = fold(query.value).split(/\s+/).filter(Boolean);
  let found = 0;
  for (const [article, text] of articles) {
    article.hidden = !words.every((word) => text.includes(word));
    if (!article.hidden) found += 1;
  }
  count.textContent = found;
};
form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
query.addEventListener("input", search);
search();
